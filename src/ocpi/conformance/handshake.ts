import { ALL, by, LATER, type Requirement, V211, V221, V230 } from "./requirement";

const AS_RECEIVER = "handshake-as-receiver.db";
const AS_SENDER = "handshake-as-sender.db";
const VERSIONS = "handshake-versions.db";
const SWITCH = "in 2.1.1, and switches to 2.3.0 and back by PUT at that version's credentials";

/** Registration, rotation and farewell, from both sides. */
export const handshake: readonly Requirement[] = [
  {
    id: "H1",
    versions: ALL,
    what: "A CPO's POST: while it is open we read its versions and details with its token, then answer with ours.",
    source: "credentials: Registration",
    shownBy: [
      by(
        ALL,
        AS_RECEIVER,
        "reads its versions and details with TOKEN_B inside the open POST, then answers with TOKEN_C",
      ),
    ],
  },
  {
    id: "H2",
    versions: ALL,
    what: "After that the token of the invitation is dead.",
    source: "credentials: Registration",
    shownBy: [by(ALL, AS_RECEIVER, "kills TOKEN_A and opens the modules to TOKEN_C")],
  },
  {
    id: "H3",
    versions: ALL,
    what: "Call-backs that fail are 3001, no mutual version 3002, missing endpoints 3003.",
    source: "credentials: Registration; status_codes",
    shownBy: [
      by(
        ALL,
        AS_RECEIVER,
        "answers HTTP 200 with %i when the call-back fails, and takes the POST later",
      ),
      by(V230, VERSIONS, "is refused with 3002 where its own versions lack the one it posts to"),
    ],
  },
  {
    id: "H4",
    versions: ALL,
    what: "POST when registered is 405; PUT and DELETE when not are 405.",
    source: "credentials: POST, PUT, DELETE",
    shownBy: [
      by(ALL, AS_RECEIVER, "refuses a second POST with 405 and keeps the tokens"),
      by(ALL, AS_RECEIVER, "answers 405 to PUT and DELETE before the registration"),
    ],
  },
  {
    id: "H5",
    versions: ALL,
    what: "We register at a CPO: our token lives before the POST, the answer's token is used after it.",
    source: "credentials: Registration",
    shownBy: [
      by(ALL, AS_SENDER, "lets TOKEN_B in before the POST is answered, and keeps TOKEN_C"),
      by(
        V211,
        VERSIONS,
        "in 2.1.1 where it has no other, under its short name, with flat credentials and a raw token",
      ),
    ],
  },
  {
    id: "H6",
    versions: ALL,
    what: "The highest mutual version is chosen; without the endpoints we need, nothing is posted.",
    source: "credentials: Registration; version_information_endpoint",
    shownBy: [
      by(ALL, VERSIONS, "in the highest version that both have"),
      by(ALL, VERSIONS, "not at all where no version is mutual, and says which we offered"),
      by(
        ALL,
        AS_SENDER,
        "does not POST when the details lack what we need, and says so to operations",
      ),
    ],
  },
  {
    id: "H7",
    versions: ALL,
    what: "PUT renews both tokens, and versions and details are read again; the old tokens hold while it is open.",
    source: "credentials: PUT",
    shownBy: [
      by(ALL, AS_RECEIVER, "rotates: the old token lives until the new one is used, no longer"),
      by(ALL, AS_SENDER, "rotates both tokens; the old ones hold while the PUT is open"),
      by(
        ALL,
        AS_SENDER,
        "tries the token of before where the CPO refuses the new one, until it takes that once",
      ),
    ],
  },
  {
    id: "H8",
    versions: ALL,
    what: "PUT at another version's credentials switches the connection to that version.",
    source: "credentials: PUT",
    shownBy: [by(ALL, VERSIONS, SWITCH)],
  },
  {
    id: "H9",
    versions: ALL,
    what: "DELETE ends the connection: the tokens of both sides are void.",
    source: "credentials: DELETE",
    shownBy: [
      by(ALL, AS_RECEIVER, "unregisters: DELETE voids the tokens of both sides"),
      by(ALL, AS_SENDER, "unregisters on both sides"),
    ],
  },
  {
    id: "H10",
    versions: ALL,
    what: "GET shows our credentials with the token that the caller presented.",
    source: "credentials: GET",
    shownBy: [by(ALL, AS_RECEIVER, "echoes in GET the token that the caller presented")],
  },
  {
    id: "H11",
    versions: LATER,
    what: "Details name each module with its role, at addresses of its own.",
    source: "version_information_endpoint: Endpoint",
    shownBy: [
      by(LATER, "router.db", "names our modules of %s with their roles below the public address"),
    ],
  },
  {
    id: "H12",
    versions: V211,
    what: "Details name modules without roles.",
    source: "version_information_endpoint: Endpoint",
    shownBy: [
      by(V211, "router.db", "gives the endpoints of 2.1.1 no role, as that version has none"),
    ],
  },
  {
    id: "H13",
    versions: V230,
    what: "A hub names itself by hub_party_id beside the roles of those behind it.",
    source: "credentials: Credentials object",
    shownBy: [
      by(V230, "v2_3_0/codec", "a hub stands beside the roles of those behind it"),
      by(
        V230,
        "senders/hub-pushes.db",
        "goes to all behind it by one request that names the hub, and keeps our party in its address",
      ),
    ],
  },
  {
    id: "H14",
    versions: V221,
    what: "A hub has the role HUB; the parties behind it come by HubClientInfo.",
    source: "credentials; hub_client_info",
    shownBy: [
      by(V221, "receivers/hubs.db", "speaks for the parties that it has listed, and for no others"),
    ],
  },
  {
    id: "H15",
    versions: LATER,
    what: "Our credentials name our party as EMSP and as SCSP; a partner's setting leaves the latter out.",
    source: "credentials: CredentialsRole; charging_profiles: Smart Charging Topologies",
    shownBy: [
      by(
        LATER,
        AS_RECEIVER,
        "learns at its next PUT that we are SCSP too, or an eMSP alone where that is set",
      ),
      by(LATER, AS_SENDER, "lets TOKEN_B in before the POST is answered, and keeps TOKEN_C"),
    ],
  },
];
