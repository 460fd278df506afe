import { ALL, by, LATER, type Requirement, V211, V221, V230 } from "./requirement";

const FORMAT = "transport_and_format";
const ROUTER = "router.db";
const VERSIONS = "handshake-versions.db";
const TOKENS = "sender-interfaces/tokens.db";
const HUB_TOKENS = "senders/hub-pushes.db";
const HUB_COMMANDS = "senders/hub-commands.db";

/** What holds for every request and answer. */
export const transport: readonly Requirement[] = [
  {
    id: "T1",
    versions: LATER,
    what: "The token is sent in base64, and read so and plain, with the newline of a careless encoder.",
    source: `${FORMAT}: Authorization header`,
    shownBy: [
      by(LATER, "authenticate", "reads the specification's own example, newline and all"),
      by(
        LATER,
        "handshake-as-receiver.db",
        "takes the token plain as well as in base64, with the newline of a careless echo",
      ),
    ],
  },
  {
    id: "T2",
    versions: V211,
    what: "The token is sent and read as it is.",
    source: `${FORMAT}: Request format`,
    shownBy: [
      by(
        V211,
        VERSIONS,
        "in 2.1.1 where it has no other, under its short name, with flat credentials and a raw token",
      ),
    ],
  },
  {
    id: "T3",
    versions: ALL,
    what: "A missing or unknown token is 401, with an envelope.",
    source: `${FORMAT}: Authorization header`,
    shownBy: [by(ALL, ROUTER, "answers 401 with an envelope to Authorization %j")],
  },
  {
    id: "T4",
    versions: LATER,
    what: "The token of an invitation opens versions and credentials, and is 401 everywhere else.",
    source: `${FORMAT}: Authorization header`,
    shownBy: [
      by(
        LATER,
        ROUTER,
        "of an invitation opens versions, details and credentials, and nothing else",
      ),
    ],
  },
  {
    id: "T5",
    versions: LATER,
    what: "Answers repeat X-Request-ID and X-Correlation-ID and turn the routing headers round.",
    source: `${FORMAT}: Unique message IDs; Message routing`,
    shownBy: [by(LATER, ROUTER, "echoes both ids and swaps the parties on %s %s (HTTP %i)")],
  },
  {
    id: "T6",
    versions: LATER,
    what: "Configuration modules carry no routing headers.",
    source: `${FORMAT}: Message routing headers`,
    shownBy: [
      by(LATER, ROUTER, "puts no party on configuration modules"),
      by(
        LATER,
        "handshake-as-sender.db",
        "sends ids with every request, and routing headers on none of the configuration modules",
      ),
    ],
  },
  {
    id: "T7",
    versions: V211,
    what: "There are no routing headers.",
    source: FORMAT,
    shownBy: [
      by(V211, ROUTER, "puts no party on any module of 2.1.1, and believes none"),
      by(
        V211,
        VERSIONS,
        "in 2.1.1, and switches to 2.3.0 and back by PUT at that version's credentials",
      ),
    ],
  },
  {
    id: "T8",
    versions: LATER,
    what: "Our requests to functional modules carry ids of their own and routing headers.",
    source: `${FORMAT}: Message routing headers`,
    shownBy: [
      by(
        LATER,
        "senders/push-token.db",
        "PUTs a new card with ids, routing headers and its whole state, and notes the acknowledgement",
      ),
      by(LATER, "senders/send-command.db", "goes from the driver's press to a session of his own"),
      by(
        LATER,
        "senders/pull-list.db",
        "reads all pages the first time, without a filter, and says how far it read",
      ),
    ],
  },
  {
    id: "T9",
    versions: LATER,
    what: "Broadcast push and open routing through a hub; a hub's status codes 4000 to 4003.",
    source: `${FORMAT}: Message routing; status_codes`,
    shownBy: [
      by(
        LATER,
        HUB_TOKENS,
        "goes to all behind it by one request that names the hub, and keeps our party in its address",
      ),
      by(
        LATER,
        "senders/hub-pulls.db",
        "comes first, so that what its parties own can be taken in the same round",
      ),
      by(
        LATER,
        HUB_COMMANDS,
        "is addressed to the party whose station it is, of several behind one connection",
      ),
      by(
        LATER,
        HUB_COMMANDS,
        "leaves it to the hub to find the party that we don't know (any more)",
      ),
      by(LATER, "hub-requests.db", "is answered by us where it sends from %s to %s"),
      by(LATER, HUB_TOKENS, "is given up when the hub does not know the receiver"),
      by(LATER, HUB_TOKENS, "is sent again, ever more slowly, after %i (HTTP %i)"),
      by(LATER, HUB_COMMANDS, "that the hub answers with %i is %s, and never sent twice"),
    ],
  },
  {
    id: "T10",
    versions: ALL,
    what: "Every answer is an envelope with status code and time, errors of HTTP too.",
    source: `${FORMAT}: Response format`,
    shownBy: [
      by(ALL, "envelope", "writes what the specification's %s shows"),
      by(
        ALL,
        ROUTER,
        "stamps every envelope of %s with the time, in UTC with Z; 2.1.1 knows whole seconds only",
      ),
      by(ALL, ROUTER, "answers 404 with an envelope at %j"),
    ],
  },
  {
    id: "T11",
    versions: ALL,
    what: "A body that is no JSON is 400; what reaches the OCPI layer is 200 with a status of its own.",
    source: "status_codes",
    shownBy: [
      by(ALL, "receivers/fuzz.db", "are HTTP 400 where they are no JSON, and kept: %j"),
      by(ALL, "receivers/fuzz.db", "are each answered without a server error and kept: %s %s"),
      by(ALL, "receivers/odd-requests.db", "for a list since %s is refused and fails at nothing"),
    ],
  },
  {
    id: "T12",
    versions: ALL,
    what: "Methods that a module does not have are 405.",
    source: "status_codes",
    shownBy: [by(ALL, ROUTER, "answers 405 to %s %s and names what is allowed")],
  },
  {
    id: "T13",
    versions: ALL,
    what: "Addresses answer with and without a slash at the end; ids are decoded once.",
    source: `${FORMAT}: Interface endpoints`,
    shownBy: [
      by(ALL, ROUTER, "%s reaches the module, without a redirect"),
      by(
        ALL,
        ROUTER,
        "decodes an id once: slashes, blanks, stars, #NA and percent signs arrive as they are",
      ),
    ],
  },
  {
    id: "T14",
    versions: ALL,
    what: "Our lists are paged with Link, X-Total-Count and X-Limit, the oldest first, filters kept.",
    source: `${FORMAT}: Pagination`,
    shownBy: [
      by(
        ALL,
        TOKENS,
        "pages oldest first; the link leads through all of them exactly once and then stops",
      ),
      by(ALL, TOKENS, "repeats the filters in the link"),
      by(ALL, "pagination", "states the most that can be asked for, not what was given"),
    ],
  },
  {
    id: "T15",
    versions: LATER,
    what: "date_from is inclusive and date_to exclusive.",
    source: `${FORMAT}: Pagination`,
    shownBy: [
      by(
        LATER,
        TOKENS,
        "takes date_from inclusive and date_to exclusive, so that windows touch without a gap",
      ),
    ],
  },
  {
    id: "T16",
    versions: ALL,
    what: "Partners' lists are read to their end, past wrong links, counts and orders, and windows overlap.",
    source: `${FORMAT}: Pagination`,
    shownBy: [
      by(
        ALL,
        "senders/pull-walk.db",
        "reads each CDR once whatever the order, repetitions and wrong counts of its pages",
      ),
      by(
        ALL,
        "senders/pull-list.db",
        "reads on from the end of the last window less the overlap, and leaves no trace of what it repeats",
      ),
      by(
        ALL,
        "senders/pull-walk.db",
        "misses nothing when an object leaves the list while it is read",
      ),
    ],
  },
  {
    id: "T17",
    versions: ALL,
    what: "A whole list is the truth: what it does not name is no longer valid. Filtered lists say nothing of that.",
    source: `${FORMAT}: GET; locations: GET list`,
    shownBy: [
      by(
        ALL,
        "senders/pull-crawl.db",
        "marks what the whole list does not name any more, and brings back what it names again",
      ),
      by(
        ALL,
        "senders/pull-crawl.db",
        "marks nothing by a filtered pull, a part of the list, or an empty answer that does not count",
      ),
    ],
  },
  {
    id: "T18",
    versions: ALL,
    what: "The good objects of a list with bad ones are taken.",
    source: `${FORMAT}: GET`,
    shownBy: [
      by(
        ALL,
        "senders/pull-list.db",
        "keeps the good objects of a page with a bad one, and the bad one with its reasons",
      ),
    ],
  },
  {
    id: "T19",
    versions: LATER,
    what: "A PATCH without last_updated is 2001.",
    source: `${FORMAT}: PATCH; status_codes`,
    shownBy: [
      by(
        LATER,
        "receivers/sessions.db",
        "is 2001 to a PATCH without last_updated, and stays as it was",
      ),
      by(
        LATER,
        "receivers/locations.db",
        "is 2001 to a PATCH without last_updated, whole or in part",
      ),
    ],
  },
  {
    id: "T20",
    versions: V211,
    what: "A PATCH needs no last_updated.",
    source: `${FORMAT}: PATCH`,
    shownBy: [
      by(V211, "receivers/tariffs.db", "holds from when it came where it brings no last_updated"),
      by(
        V211,
        "receivers/locations.db",
        "is changed by a PATCH without last_updated, and keeps the one it had",
      ),
      by(
        V211,
        "receivers/sessions.db",
        "is changed by a PATCH without last_updated, and keeps the one it had",
      ),
      by(
        V211,
        "v2_1_1/merge",
        "needs no last_updated, changes what it names and keeps all else to the digit",
      ),
    ],
  },
  {
    id: "T21",
    versions: ALL,
    what: "Every class is read with all its fields; what may be left out may be left out.",
    source: "types, every module's classes",
    shownBy: [
      by(V211, "v2_1_1/schemas/fields", "%s takes what may be left out, and says what may not"),
      by(V221, "v2_2_1/schemas/fields", "%s takes what may be left out, and says what may not"),
      by(V230, "v2_3_0/schemas/fields", "%s takes what may be left out, and says what may not"),
    ],
  },
  {
    id: "T22",
    versions: ALL,
    what: "What we send keeps to the tables of the version, to the last length and word.",
    source: "types, every module's classes",
    shownBy: [
      by(ALL, "strict-out", "keeps to the tables of %s, whichever version it came in"),
      by(V211, "v2_1_1/strict-out", "%s, a %s, keeps to its table"),
    ],
  },
  {
    id: "T23",
    versions: ALL,
    what: "The specification's examples are read; those that break its own tables with notes.",
    source: "every module's examples",
    shownBy: [
      by(V211, "v2_1_1/specification-examples", "%s is read, and noted where it is at fault"),
      by(V221, "v2_2_1/specification-examples", "%s is read, and noted where it is at fault"),
      by(V230, "v2_3_0/specification-examples", "%s is read, and noted where it is at fault"),
    ],
  },
  {
    id: "T24",
    versions: ALL,
    what: "Times without a zone are UTC; however the zone is written, the time is the same.",
    source: "types: DateTime",
    shownBy: [
      by(
        ALL,
        "receivers/sessions.db",
        "means the same time with Z, without a zone and with an offset",
      ),
      by(V221, "v2_2_1/tolerances", "means the same time however the zone is written"),
    ],
  },
  {
    id: "T25",
    versions: ALL,
    what: "Unknown fields are no reason to refuse, and are kept.",
    source: `${FORMAT}: Non-specified JSON fields`,
    shownBy: [
      by(ALL, "receivers/cdrs.db", "keeps right-to-left marks and unknown fields as they are"),
    ],
  },
  {
    id: "T26",
    versions: LATER,
    what: "A request whose OCPI-to names somebody else is refused and kept; answers come from us, whomever it named.",
    source: `${FORMAT}: Message routing`,
    shownBy: [
      by(
        LATER,
        "routing.db",
        "is asked of us: one of a %s from %s to %s is refused, kept, and answered as us",
      ),
      by(LATER, "routing.db", "is taken from a %s that sends from %s to %s, and answered as us"),
    ],
  },
];
