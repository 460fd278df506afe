import { ALL, by, LATER, type Requirement, V211, V221, V230 } from "./requirement";

const CDRS = "receivers/cdrs.db";
const SESSIONS = "receivers/sessions.db";
const STEERED = "receivers/steered-sessions.db";
const LOCATIONS = "receivers/locations.db";
const TARIFFS = "receivers/tariffs.db";

/** What the objects of charges mean where money depends on it. */
export const meaning: readonly Requirement[] = [
  {
    id: "M1",
    versions: ALL,
    what: "A CDR is unique by party and id, in any letter case; sent again it counts once and is answered alike.",
    source: "cdrs: POST; CDR object",
    shownBy: [
      by(LATER, CDRS, "is another where its party is another of the connection's"),
      by(V211, CDRS, "is unique by its connection's party, and may name it"),
      by(ALL, CDRS, "is the same in any letter case of its id"),
      by(
        ALL,
        CDRS,
        "sent again is answered like the first, whatever its blanks and order, and stored once",
      ),
      by(
        ALL,
        CDRS,
        "that comes 32 times at once is stored once, and each sender is told that it is stored",
      ),
      by(
        ALL,
        "senders/pull-list.db",
        "counts a CDR once that is pushed and pulled at the same time (O1)",
      ),
    ],
  },
  {
    id: "M2",
    versions: ALL,
    what: "A CDR can't be changed: other content under its id is kept beside it, and a Credit CDR asked for.",
    source: "cdrs: CDR object",
    shownBy: [
      by(
        ALL,
        CDRS,
        "of other content under a known id is kept beside the first, and a Credit CDR asked for",
      ),
    ],
  },
  {
    id: "M3",
    versions: LATER,
    what: "A Credit CDR takes the whole of the one it names back, once.",
    source: "cdrs: Credit CDRs",
    shownBy: [
      by(
        LATER,
        "receivers/credits.db",
        "takes the whole of the CDR that it names back, once, however often it comes",
      ),
    ],
  },
  {
    id: "M4",
    versions: ALL,
    what: "A CDR may concern a place we never received.",
    source: "cdrs: CDR object",
    shownBy: [
      by(
        ALL,
        CDRS,
        "is kept as the specification's example came, and can be read where the answer says",
      ),
    ],
  },
  {
    id: "M5",
    versions: ALL,
    what: "A CDR is read with its prices, taxes and periods as each version writes them.",
    source: "cdrs: CDR object; types: Price",
    shownBy: [
      by(V230, CDRS, "adds its taxes to its cost, and may be of a contract of plug and charge"),
      by(
        V211,
        "v2_1_1/specification-examples",
        "the CDR of %s comes out as printed, and its price is what it claims",
      ),
      by(V221, "v2_2_1/specification-examples", "the CDR example comes out as printed"),
      by(V230, "v2_3_0/codec", "comes to what it says with its taxes added"),
    ],
  },
  {
    id: "M6",
    versions: ALL,
    what: "step_size rounds the total of the unit once, with the last one's step and price.",
    source: "cdrs: Step size",
    shownBy: [
      {
        versions: ALL,
        file: "src/core/rating/price-cdr.test.ts",
        name: "rounds the session's total, not each period",
      },
      {
        versions: ALL,
        file: "src/core/rating/price-cdr.test.ts",
        name: "rounds up across different prices with the last one's step and price",
      },
    ],
  },
  {
    id: "M7",
    versions: ALL,
    what: "For each dimension the first element that matches has the price; FLAT counts once.",
    source: "tariffs: Tariff elements",
    shownBy: [
      {
        versions: ALL,
        file: "src/core/rating/price-cdr.test.ts",
        name: "charge a flat fee once, however many periods match it",
      },
    ],
  },
  {
    id: "M8",
    versions: ALL,
    what: "Restrictions on time and day are by the place's wall clock, over changes of the clock too.",
    source: "tariffs: TariffRestrictions",
    shownBy: [
      {
        versions: ALL,
        file: "src/core/rating/price-cdr.test.ts",
        name: "counts the hours that really passed in %s",
      },
      {
        versions: ALL,
        file: "src/core/rating/price-cdr.test.ts",
        name: "is inclusive at the start of a window and exclusive at its end, to the second",
      },
    ],
  },
  {
    id: "M9",
    versions: LATER,
    what: "min_price and max_price bound each side of tax on its own.",
    source: "tariffs: Tariff object",
    shownBy: [
      {
        versions: LATER,
        file: "src/core/rating/price-cdr.test.ts",
        name: "cap each side of tax on its own",
      },
      by(V230, "v2_3_0/codec", "bounds the price on each side of taxes on its own"),
    ],
  },
  {
    id: "M10",
    versions: ALL,
    what: "A tariff's history is kept: deleted or replaced, it still prices what was charged under it.",
    source: "tariffs: DELETE; cdrs: CDR object",
    shownBy: [
      by(ALL, TARIFFS, "keeps every content, and knows which was in force when"),
      by(
        ALL,
        TARIFFS,
        "that is deleted is out of force but not out of history, and a PUT brings it back",
      ),
    ],
  },
  {
    id: "M11",
    versions: LATER,
    what: "A PATCH's charging periods are appended; all else replaces.",
    source: "sessions: PATCH",
    shownBy: [
      by(
        LATER,
        SESSIONS,
        "is changed as the specification's examples show: cost, then energy and a period",
      ),
      by(V221, "v2_2_1/merge", "replaces fields and appends charging periods"),
    ],
  },
  {
    id: "M12",
    versions: V211,
    what: "A PATCH's charging periods are merged by their start, as 2.1.1 does not say.",
    source: "sessions: PATCH",
    shownBy: [by(V211, "v2_1_1/merge", "merges charging periods by their start")],
  },
  {
    id: "M13",
    versions: ALL,
    what: "An older state never replaces a newer one.",
    source: "sessions, locations: last_updated",
    shownBy: [
      by(ALL, SESSIONS, "is 201 when new and 200 when known, and an older one changes nothing"),
      by(ALL, LOCATIONS, "older than what is held changes nothing"),
      by(V211, "v2_1_1/merge", "older than what is held is stale"),
    ],
  },
  {
    id: "M14",
    versions: LATER,
    what: "A session RESERVED is the one the table calls RESERVATION.",
    source: "sessions: SessionStatus",
    shownBy: [
      by(
        LATER,
        SESSIONS,
        "is a reservation whether it says RESERVED or, as the table, RESERVATION",
      ),
      by(V221, "v2_2_1/tolerances", "a session is RESERVED where the table says RESERVATION"),
    ],
  },
  {
    id: "M15",
    versions: ALL,
    what: "A PATCH of an unknown place is 404 and 2003, so that the CPO sends the whole.",
    source: "locations: PATCH; transport_and_format: PATCH",
    shownBy: [
      by(
        ALL,
        LOCATIONS,
        "that is unknown is 404 with 2003 to a PATCH of any part; another name is 2001",
      ),
    ],
  },
  {
    id: "M16",
    versions: ALL,
    what: "A change of an EVSE or connector raises last_updated of what it belongs to.",
    source: "locations: PUT, PATCH",
    shownBy: [
      by(
        ALL,
        LOCATIONS,
        "is as late as the latest change of its parts, yet a later PUT of it is not old",
      ),
    ],
  },
  {
    id: "M17",
    versions: ALL,
    what: "A partner touches its own parties' objects only.",
    source: "transport_and_format: Client Owned Object Push",
    shownBy: [
      by(ALL, "ownership.db", "can neither be read nor changed: $title"),
      by(
        ALL,
        CDRS,
        "can be neither read nor replaced by another connection, nor posted in its party's name",
      ),
      by(ALL, SESSIONS, "can neither be read nor changed by another connection, under any address"),
      by(
        ALL,
        LOCATIONS,
        "can neither be read nor changed by another connection, and two may know one each",
      ),
      by(ALL, TARIFFS, "can neither be read, changed nor deleted by another connection"),
      by(LATER, "senders/pull-list.db", "takes only objects of the connection's own parties"),
    ],
  },
  {
    id: "M29",
    versions: V230,
    what: "tax_included says whether prices contain taxes.",
    source: "tariffs: TaxIncluded",
    shownBy: [by(V230, "v2_3_0/codec", "reads tax_included %j as %j")],
  },
  {
    id: "M30",
    versions: LATER,
    what: "A session of another eMSP's driver came to us as SCSP: it is steered and never billed.",
    source: "charging_profiles: The CPO delegated Smart Charging to SCSP; cdrs: CdrToken",
    shownBy: [
      by(LATER, STEERED, "is kept to be steered, and nothing of it says who drives"),
      by(LATER, STEERED, "locks no price, holds no credit and answers no command of ours"),
      by(LATER, STEERED, "is ours where we know the token, whatever party stands beside it"),
      by(
        LATER,
        STEERED,
        "becomes ours once its CPO names our token, and is an unknown token of ours with our party",
      ),
      by(
        LATER,
        "senders/steer-for-operator.db",
        "is given a profile in our party's name, asked for it, and cleared, and its station's answers count",
      ),
      by(
        LATER,
        "senders/steer-for-operator.db",
        "is told of by its CPO, and shown to operations as not ours to bill",
      ),
    ],
  },
  {
    id: "M31",
    versions: LATER,
    what: "Who drives another eMSP's car is kept neither with the session nor in the log of messages.",
    source: "charging_profiles: The CPO delegated Smart Charging to SCSP (personal data)",
    shownBy: [
      by(
        LATER,
        STEERED,
        "stays so when it is changed, and the change is logged without what names the driver",
      ),
      by(LATER, STEERED, "is logged without the driver also where it is refused, stale or unknown"),
      by(
        LATER,
        "senders/steer-for-operator.db",
        "another eMSP's session is taken without its driver, and read again without a trace",
      ),
    ],
  },
  {
    id: "M32",
    versions: V211,
    what: "There is no SCSP: an unknown token is an unknown token of ours.",
    source: "terminology: roles",
    shownBy: [by(V211, STEERED, "of an unknown token is an unknown token of ours, as before")],
  },
];
