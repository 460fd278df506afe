import { ALL, by, LATER, type Requirement, V211, V230 } from "./requirement";

const CDRS = "receivers/cdrs.db";
const TOKENS = "sender-interfaces/tokens.db";
const AUTHORIZE = "sender-interfaces/authorize.db";
const COMMAND = "senders/send-command.db";

/** Who may charge: tokens, the answers to authorize, and commands. */
export const authorization: readonly Requirement[] = [
  {
    id: "M18",
    versions: ALL,
    what: "Revoked tokens stay in the list with valid:false.",
    source: "tokens: GET",
    shownBy: [
      by(ALL, TOKENS, "shows a revoked token, in its old place, to those who ask for changes"),
    ],
  },
  {
    id: "M19",
    versions: LATER,
    what: "App tokens are always to be asked about.",
    source: "tokens: WhitelistType",
    shownBy: [
      by(
        LATER,
        TOKENS,
        "says of an app token that it must always be asked about, by the type that the version has",
      ),
      by(LATER, "senders/push-token.db", "says of an app token that it must always be asked about"),
    ],
  },
  {
    id: "M20",
    versions: LATER,
    what: "Authorize of an unknown token is 404 and 2004, without data.",
    source: "tokens: Real-time authorization",
    shownBy: [
      by(
        LATER,
        AUTHORIZE,
        "answers an unknown token with HTTP 404 and 2004, without data, and keeps that too",
      ),
    ],
  },
  {
    id: "M21",
    versions: ALL,
    what: "BLOCKED, EXPIRED, NO_CREDIT and NOT_ALLOWED are answers, with HTTP 200.",
    source: "tokens: AllowedType",
    shownBy: [
      by(ALL, AUTHORIZE, "answers %s with HTTP 200 for driver %j, token %j"),
      by(
        ALL,
        AUTHORIZE,
        "answers NO_CREDIT once an invoice whose payment failed is past due, in the driver's own days",
      ),
      by(ALL, AUTHORIZE, "answers NOT_ALLOWED without a plan: what is charged could not be billed"),
    ],
  },
  {
    id: "M22",
    versions: ALL,
    what: "A needed place that is not given is 2002.",
    source: "tokens: Real-time authorization",
    shownBy: [
      by(
        ALL,
        AUTHORIZE,
        "is 2002 without a place where the partner must give one, unless it is refused anyhow",
      ),
    ],
  },
  {
    id: "M23",
    versions: ALL,
    what: "The answer is limited to the EVSEs that we know; an unknown place is no reason to refuse.",
    source: "tokens: Real-time authorization",
    shownBy: [
      by(
        ALL,
        AUTHORIZE,
        "limits the location to the EVSEs that we know; where it knows none it asks for no more",
      ),
    ],
  },
  {
    id: "M24",
    versions: V211,
    what: "The answer to authorize says what is allowed, where, and why, and no more.",
    source: "tokens: AuthorizationInfo",
    shownBy: [
      by(
        V211,
        AUTHORIZE,
        "answers ALLOWED with the whole token and a reference where the version has them, and keeps the answer",
      ),
      by(
        V211,
        "v2_1_1/strict-out",
        "the answer to an authorization says what is allowed, where, and why, and no more",
      ),
    ],
  },
  {
    id: "M25",
    versions: V230,
    what: "EMAID tokens are known, and are written so that older versions understand them.",
    source: "tokens: TokenType",
    shownBy: [
      by(
        V230,
        "senders/token-address",
        "in %s calls plug and charge as that version and the body do: %j, %s",
      ),
      by(V230, CDRS, "adds its taxes to its cost, and may be of a contract of plug and charge"),
      by(
        V230,
        "v2_3_0/codec",
        "calls a contract of plug and charge by its name, which 2.2.1 does not have",
      ),
    ],
  },
  {
    id: "M26",
    versions: LATER,
    what: "A command's reference comes back in the session, and ties it to who asked for it.",
    source: "commands: StartSession; cdrs: authorization_reference",
    shownBy: [
      by(
        LATER,
        COMMAND,
        "keeps the authorization that the CPO will name, who asked, and the messages",
      ),
    ],
  },
  {
    id: "M27",
    versions: ALL,
    what: "Results may be late, double or missing; only a session means that a charge began.",
    source: "commands: CommandResult",
    shownBy: [
      by(ALL, COMMAND, "keeps a second and a late result as events, and answers them as taken"),
      by(ALL, COMMAND, "adopts the session that starts after the station's TIMEOUT"),
      by(
        ALL,
        COMMAND,
        "adopts a session where the driver's card has the same contract, and none at another EVSE",
      ),
      by(ALL, COMMAND, "times out when it was confirmed and no car was plugged in"),
    ],
  },
  {
    id: "M28",
    versions: LATER,
    what: "A CPO may cancel a reservation at its result's address until the reservation ends.",
    source: "commands: ReserveNow",
    shownBy: [
      by(
        LATER,
        "senders/cancel-reservation.db",
        "holds a place until its time, lets the CPO cancel it, and the driver give it back",
      ),
    ],
  },
];
