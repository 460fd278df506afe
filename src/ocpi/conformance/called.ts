import { ALL, by, LATER, type Requirement, V230 } from "./requirement";

const TOKEN = "senders/push-token.db";
const COMMAND = "senders/send-command.db";
const PREFERENCES = "senders/send-preferences.db";
const PROFILE = "senders/send-profile.db";
const OTHERS = "senders/send-command-others.db";
const CRAWL = "senders/pull-crawl.db";
const MARKS =
  "marks what the whole list does not name any more, and brings back what it names again";
const HUB_LISTS = "senders/hub-pulls.db";

/** What we ask of partners. */
export const called: readonly Requirement[] = [
  {
    id: "C1",
    versions: ALL,
    what: "GET versions and details.",
    source: "version_information_endpoint",
    shownBy: [
      by(
        ALL,
        "handshake-as-sender.db",
        "lets TOKEN_B in before the POST is answered, and keeps TOKEN_C",
      ),
    ],
  },
  {
    id: "C2",
    versions: ALL,
    what: "POST, PUT and DELETE credentials.",
    source: "credentials",
    shownBy: [
      by(
        ALL,
        "handshake-as-sender.db",
        "lets TOKEN_B in before the POST is answered, and keeps TOKEN_C",
      ),
      by(
        ALL,
        "handshake-as-sender.db",
        "rotates both tokens; the old ones hold while the PUT is open",
      ),
      by(ALL, "handshake-as-sender.db", "unregisters on both sides"),
    ],
  },
  {
    id: "C3",
    versions: ALL,
    what: "GET the list of locations.",
    source: "locations: Sender interface",
    shownBy: [by(ALL, CRAWL, MARKS)],
  },
  {
    id: "C4",
    versions: ALL,
    what: "GET one location, where a session names one that never came. Its EVSEs and connectors come with it.",
    source: "locations: Sender interface",
    shownBy: [
      by(
        ALL,
        "senders/fetch-location.db",
        "is asked of its CPO when a session names it, and kept like one that was pushed",
      ),
      by(
        ALL,
        "senders/fetch-location.db",
        "is asked for once a day where the CPO does not have it, however many sessions name it",
      ),
    ],
  },
  {
    id: "C5",
    versions: ALL,
    what: "GET the list of tariffs.",
    source: "tariffs: Sender interface",
    shownBy: [by(ALL, CRAWL, MARKS)],
  },
  {
    id: "C6",
    versions: ALL,
    what: "GET the list of sessions, always with date_from.",
    source: "sessions: Sender interface",
    shownBy: [
      by(
        ALL,
        "senders/pull-list.db",
        "asks sessions with the date_from that OCPI requires, and keeps them as pushed ones",
      ),
    ],
  },
  {
    id: "C7",
    versions: ALL,
    what: "GET the list of CDRs.",
    source: "cdrs: Sender interface",
    shownBy: [
      by(
        ALL,
        "senders/pull-list.db",
        "reads all pages the first time, without a filter, and says how far it read",
      ),
    ],
  },
  {
    id: "C8",
    versions: ALL,
    what: "PUT of a token, again until it is answered.",
    source: "tokens: Receiver interface",
    shownBy: [
      by(
        ALL,
        TOKEN,
        "PUTs a new card with ids, routing headers and its whole state, and notes the acknowledgement",
      ),
      by(
        ALL,
        TOKEN,
        "sends the present state again and again until somebody answers, ever more slowly",
      ),
    ],
  },
  {
    id: "C9",
    versions: ALL,
    what: "A block is told at once, with a later last_updated.",
    source: "tokens: Receiver interface",
    shownBy: [
      by(ALL, TOKEN, "tells of a block, with a later last_updated though the clock stands still"),
    ],
  },
  {
    id: "C10",
    versions: ALL,
    what: "GET of a token, to see what a partner holds. PATCH is not needed where the whole token is PUT.",
    source: "tokens: Receiver interface",
    shownBy: [
      by(
        ALL,
        TOKEN,
        "compares what a partner holds with what it was told, and tells again what differs",
      ),
    ],
  },
  {
    id: "C11",
    versions: ALL,
    what: "START_SESSION and STOP_SESSION.",
    source: "commands: Receiver interface",
    shownBy: [
      by(ALL, COMMAND, "goes from the driver's press to a session of his own"),
      by(ALL, OTHERS, "sends the CPO's own id of the session, and ends with it"),
    ],
  },
  {
    id: "C12",
    versions: ALL,
    what: "RESERVE_NOW and UNLOCK_CONNECTOR.",
    source: "commands: Receiver interface",
    shownBy: [
      by(ALL, OTHERS, "reserves an EVSE as the version writes it"),
      by(ALL, OTHERS, "unlocks a connector for operations only"),
    ],
  },
  {
    id: "C13",
    versions: LATER,
    what: "CANCEL_RESERVATION.",
    source: "commands: Receiver interface",
    shownBy: [
      by(
        LATER,
        "senders/cancel-reservation.db",
        "holds a place until its time, lets the CPO cancel it, and the driver give it back",
      ),
    ],
  },
  {
    id: "C14",
    versions: LATER,
    what: "PUT of charging preferences.",
    source: "sessions: Sender interface",
    shownBy: [
      by(
        LATER,
        PREFERENCES,
        "go from the driver's wish to the operator's yes, which says no more than that",
      ),
      by(LATER, PREFERENCES, "end with the operator's no: %s"),
      by(
        LATER,
        PREFERENCES,
        "are not asked where the EVSE, the price, the module or the version is missing",
      ),
    ],
  },
  {
    id: "C15",
    versions: LATER,
    what: "PUT, GET and DELETE of a charging profile.",
    source: "charging_profiles: Receiver interface",
    shownBy: [
      by(LATER, PROFILE, "are set by the letter, and confirmed by the station"),
      by(
        LATER,
        PROFILE,
        "are asked for with a whole response_url, and what the station does is kept",
      ),
      by(LATER, PROFILE, "are cleared, also where the station knows of none"),
      by(LATER, PROFILE, "wait longer after each TOO_OFTEN, and give way to a newer wish"),
    ],
  },
  {
    id: "C16",
    versions: LATER,
    what: "GET a hub's list of ClientInfo.",
    source: "hub_client_info: Sender interface",
    shownBy: [
      by(
        LATER,
        HUB_LISTS,
        "is read to its end, without routing headers, and keeps what it can't use with the reasons",
      ),
      by(
        LATER,
        HUB_LISTS,
        "suspends at night whom it does not name any more, and takes back whom it names again",
      ),
    ],
  },
  {
    id: "C17",
    versions: V230,
    what: "GET the list of invoice reconciliation records.",
    source: "invoice_reconciliation: Sender interface",
    shownBy: [
      by(
        V230,
        HUB_LISTS,
        "is read page by page; what can't be used is kept, what changed is taken",
      ),
    ],
  },
];
