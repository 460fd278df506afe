import type { CommandKind, CommandState } from "@/db/schema/commands";

/** The CPO's answer to the request itself. OCPI 2.2.1 mod_commands, CommandResponseType; `TIMEOUT` is 2.1.1's. */
export const syncResults = [
  "ACCEPTED",
  "NOT_SUPPORTED",
  "REJECTED",
  "TIMEOUT",
  "UNKNOWN_SESSION",
] as const;
export type SyncResult = (typeof syncResults)[number];

/** The charge point's answer. OCPI 2.2.1 mod_commands, CommandResultType; `UNKNOWN_SESSION` is 2.1.1's. */
export const asyncResults = [
  "ACCEPTED",
  "CANCELED_RESERVATION",
  "EVSE_OCCUPIED",
  "EVSE_INOPERATIVE",
  "FAILED",
  "NOT_SUPPORTED",
  "REJECTED",
  "TIMEOUT",
  "UNKNOWN_RESERVATION",
  "UNKNOWN_SESSION",
] as const;
export type AsyncResult = (typeof asyncResults)[number];

/** Something that happens to a command. */
export type CommandSignal =
  | { readonly kind: "sent" }
  | { readonly kind: "answered"; readonly result: SyncResult }
  /** No usable answer came; the CPO may have taken the command all the same. */
  | { readonly kind: "unanswered" }
  /** The request did not come through, or was turned away: no command was taken. */
  | { readonly kind: "refused" }
  | { readonly kind: "result"; readonly result: AsyncResult }
  /** The session that it asked for has come, or the one that it was to end has ended. */
  | { readonly kind: "session" }
  /** Whatever was waited for did not come in time. */
  | { readonly kind: "time" };

const WAITING: ReadonlySet<CommandState> = new Set(["created", "sent", "accepted"]);

/** Results may come before the answer's own commit, and after we gave up waiting for them. */
function isOpenToResults(state: CommandState): boolean {
  return WAITING.has(state) || state === "timeout";
}

function afterResult(kind: CommandKind, state: CommandState, result: AsyncResult): CommandState {
  if (result === "CANCELED_RESERVATION" && kind === "RESERVE_NOW") {
    // Sent to the same address, maybe hours after the reservation was confirmed.
    return isOpenToResults(state) || state === "confirmed" ? "failed" : state;
  }
  if (!isOpenToResults(state)) return state;
  if (result === "ACCEPTED") return "confirmed";
  if (result === "TIMEOUT") return "timeout";
  return result === "REJECTED" || result === "NOT_SUPPORTED" ? "rejected" : "failed";
}

/**
 * The state of a command after a signal, in whatever order they come: what was decided stays decided, and a
 * session wins over everything, because stations start after a TIMEOUT or a FAILED, too.
 */
export function followSignal(
  kind: CommandKind,
  state: CommandState,
  signal: CommandSignal,
): CommandState {
  switch (signal.kind) {
    case "session":
      return "session";
    case "result":
      return afterResult(kind, state, signal.result);
    case "sent":
      return state === "created" ? "sent" : state;
    case "answered": {
      const isAwaited = state === "created" || state === "sent";
      if (signal.result === "ACCEPTED") return isAwaited ? "accepted" : state;
      if (!isAwaited && state !== "timeout") return state;
      return signal.result === "TIMEOUT" ? "timeout" : "rejected";
    }
    case "refused":
      return state === "created" || state === "sent" || state === "timeout" ? "failed" : state;
    case "unanswered":
      return state;
    case "time":
      return WAITING.has(state) || (state === "confirmed" && kind === "START_SESSION")
        ? "timeout"
        : state;
  }
}

/** Nothing more is waited for. A confirmed start still waits for its session, a reservation for its end. */
export function isOver(kind: CommandKind, state: CommandState): boolean {
  if (state === "confirmed") return kind !== "START_SESSION" && kind !== "RESERVE_NOW";
  return !WAITING.has(state);
}

/** How long after the request the CPO may keep us without an answer. The call itself is given up earlier. */
const UNANSWERED = { seconds: 45 } as const;
/** How long a car may take to be plugged in; authorizations of OCPI are meant for as long. */
const PLUG_IN = { minutes: 15 } as const;

/** When a command in `state` is looked at again; null once it is over. */
export function nextLook(
  command: {
    readonly kind: CommandKind;
    readonly state: CommandState;
    readonly answerDueAt: Temporal.Instant | null;
    readonly expiresAt: Temporal.Instant | null;
  },
  now: Temporal.Instant,
): Temporal.Instant | null {
  const { kind, state, answerDueAt, expiresAt } = command;
  if (isOver(kind, state)) return null;
  if (state === "created") return now;
  if (state === "confirmed") return kind === "RESERVE_NOW" ? expiresAt : now.add(PLUG_IN);
  return (state === "accepted" ? answerDueAt : null) ?? now.add(UNANSWERED);
}
