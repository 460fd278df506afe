import { ALL, by, LATER, type Requirement, V211, V230 } from "./requirement";

const CHARGING = "receivers/charging-results.db";
const LOCATIONS = "receivers/locations.db";
const SESSIONS = "receivers/sessions.db";
const TARIFFS = "receivers/tariffs.db";
const CDRS = "receivers/cdrs.db";
const TOKENS = "sender-interfaces/tokens.db";
const AUTHORIZE = "sender-interfaces/authorize.db";
const EXAMPLE = "takes the specification's example and gives it back: %s";

/** What partners ask of us. */
export const served: readonly Requirement[] = [
  {
    id: "S1",
    versions: ALL,
    what: "GET versions; GET the details of each.",
    source: "version_information_endpoint",
    shownBy: [
      by(
        ALL,
        "router.db",
        "offers every version, the oldest first, or those that operations chose for a partner",
      ),
    ],
  },
  {
    id: "S2",
    versions: ALL,
    what: "GET, POST, PUT and DELETE credentials.",
    source: "credentials",
    shownBy: [
      by(
        ALL,
        "handshake-as-receiver.db",
        "reads its versions and details with TOKEN_B inside the open POST, then answers with TOKEN_C",
      ),
      by(ALL, "handshake-as-receiver.db", "echoes in GET the token that the caller presented"),
      by(
        ALL,
        "handshake-as-receiver.db",
        "rotates: the old token lives until the new one is used, no longer",
      ),
      by(ALL, "handshake-as-receiver.db", "unregisters: DELETE voids the tokens of both sides"),
    ],
  },
  {
    id: "S3",
    versions: ALL,
    what: "GET and PUT of a location, an EVSE, a connector.",
    source: "locations: Receiver interface",
    shownBy: [
      by(ALL, LOCATIONS, "takes one connector, in place of the one that it had"),
      by(ALL, LOCATIONS, EXAMPLE),
      by(
        ALL,
        LOCATIONS,
        "takes the specification's EVSE, though it leaves half of its connector out",
      ),
    ],
  },
  {
    id: "S4",
    versions: ALL,
    what: "PATCH of a location, an EVSE, a connector.",
    source: "locations: Receiver interface",
    shownBy: [
      by(ALL, LOCATIONS, "follows the specification's patches: name, status, tariff, removal"),
    ],
  },
  {
    id: "S5",
    versions: ALL,
    what: "GET, PUT and DELETE of a tariff.",
    source: "tariffs: Receiver interface",
    shownBy: [
      by(ALL, TARIFFS, EXAMPLE),
      by(
        ALL,
        TARIFFS,
        "that is deleted is out of force but not out of history, and a PUT brings it back",
      ),
    ],
  },
  {
    id: "S6",
    versions: V211,
    what: "PATCH of a tariff.",
    source: "tariffs: eMSP interface",
    shownBy: [
      by(
        V211,
        TARIFFS,
        "replaces the elements as the specification's example does, and the old price is kept",
      ),
      by(
        V211,
        TARIFFS,
        "of an unknown tariff is 404; an older one changes nothing; an unreadable one is 2001",
      ),
    ],
  },
  {
    id: "S7",
    versions: ALL,
    what: "GET and PUT of a session.",
    source: "sessions: Receiver interface",
    shownBy: [
      by(
        V211,
        SESSIONS,
        "shows its whole Location with the one EVSE and Connector, once the location is held",
      ),
      by(ALL, SESSIONS, EXAMPLE),
    ],
  },
  {
    id: "S8",
    versions: ALL,
    what: "PATCH of a session.",
    source: "sessions: Receiver interface",
    shownBy: [
      by(
        ALL,
        SESSIONS,
        "is changed as the specification's examples show: cost, then energy and a period",
      ),
    ],
  },
  {
    id: "S9",
    versions: ALL,
    what: "POST of a CDR, answered with the address where it can be read; GET of that address.",
    source: "cdrs: Receiver interface",
    shownBy: [
      by(
        ALL,
        CDRS,
        "is kept as the specification's example came, and can be read where the answer says",
      ),
    ],
  },
  {
    id: "S10",
    versions: ALL,
    what: "GET of our tokens, in pages.",
    source: "tokens: Sender interface",
    shownBy: [
      by(
        ALL,
        TOKENS,
        "pages oldest first; the link leads through all of them exactly once and then stops",
      ),
    ],
  },
  {
    id: "S11",
    versions: ALL,
    what: "POST authorize, with and without a place, for every type of token.",
    source: "tokens: Real-time authorization",
    shownBy: [
      by(
        ALL,
        AUTHORIZE,
        "answers ALLOWED with the whole token and a reference where the version has them, and keeps the answer",
      ),
      by(ALL, AUTHORIZE, "takes RFID where no type is given, and finds other types only by name"),
      by(ALL, AUTHORIZE, "with the body %j answers HTTP %i and %i"),
    ],
  },
  {
    id: "S12",
    versions: ALL,
    what: "POST of a command's result.",
    source: "commands: Sender interface",
    shownBy: [
      by(ALL, "senders/send-command.db", "goes from the driver's press to a session of his own"),
      by(
        ALL,
        "receivers/command-results.db",
        "does not exist for ids that are not known, and for other partners",
      ),
    ],
  },
  {
    id: "S13",
    versions: LATER,
    what: "POST of a charging profile's result; PUT of an ActiveChargingProfile.",
    source: "charging_profiles: Sender interface",
    shownBy: [
      by(
        LATER,
        CHARGING,
        "is answered for whom it was asked of, and does not exist for another partner",
      ),
      by(
        LATER,
        "senders/send-profile.db",
        "take a station's no a minute later, and keep what comes late or twice as said",
      ),
      by(LATER, CHARGING, "is kept with its session, which the address names without its party"),
      by(
        LATER,
        CHARGING,
        "is of the party that says so, where two behind a connection have a session of one name",
      ),
    ],
  },
  {
    id: "S14",
    versions: LATER,
    what: "GET and PUT of a hub's ClientInfo.",
    source: "hub_client_info: Receiver interface",
    shownBy: [
      by(
        LATER,
        "receivers/hubs.db",
        "tells who can be reached; older news change nothing and are kept",
      ),
      by(
        LATER,
        "senders/hub-commands.db",
        "is withheld from a party that is %s, with a reason, and no other's; it goes once it is back",
      ),
      by(
        LATER,
        "senders/hub-pushes.db",
        "waits while nobody behind it can be reached (%s), with the reason, and goes once somebody is",
      ),
    ],
  },
  {
    id: "S15",
    versions: V230,
    what: "POST, GET, PUT and DELETE of an invoice reconciliation record.",
    source: "invoice_reconciliation: Receiver interface",
    shownBy: [
      by(V230, "receivers/hubs.db", "is kept, read back, changed, deleted, and may come again"),
    ],
  },
];
