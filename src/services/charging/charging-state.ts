import type { ChargingRequestKind, ChargingRequestState } from "@/db/schema/charging";

/** The CPO's answer to preferences. OCPI mod_sessions, ChargingPreferencesResponse. */
export type PreferencesAnswer =
  | "ACCEPTED"
  | "DEPARTURE_REQUIRED"
  | "ENERGY_NEED_REQUIRED"
  | "NOT_POSSIBLE"
  | "PROFILE_TYPE_NOT_SUPPORTED";

/** The CPO's answer about a profile. OCPI mod_charging_profiles, ChargingProfileResponseType. */
export type ProfileAnswer =
  | "ACCEPTED"
  | "NOT_SUPPORTED"
  | "REJECTED"
  | "TOO_OFTEN"
  | "UNKNOWN_SESSION";

/** The station's answer about a profile. OCPI mod_charging_profiles, ChargingProfileResultType. */
export type ProfileResult = "ACCEPTED" | "REJECTED" | "UNKNOWN";

/** Something that happens to a wish. */
export type ChargingSignal =
  | { readonly kind: "sent" }
  | { readonly kind: "answered"; readonly result: PreferencesAnswer | ProfileAnswer }
  /** No usable answer came. Wishes are state, so the same one is sent again. */
  | { readonly kind: "unanswered" }
  /** The CPO turned the request down without one of its own words. */
  | { readonly kind: "turned-down" }
  /** It cannot be sent (any more), or its answer not be read. */
  | { readonly kind: "failed" }
  | { readonly kind: "result"; readonly result: ProfileResult }
  | { readonly kind: "superseded" }
  /** Whatever was waited for did not come in time. */
  | { readonly kind: "time" };

/** A wish as its state is worked out: `attempts` counts how often it was sent. */
export interface ChargingPosition {
  readonly kind: ChargingRequestKind;
  readonly state: ChargingRequestState;
  readonly attempts: number;
}

/** How often a wish is sent before we let it be. */
const MOST_ATTEMPTS = 8;

const isUnsaid = (state: ChargingRequestState) => state === "created" || state === "sent";

/** Sent again later, or, after so many times, ended as `end` says. */
function again(
  { state, attempts }: ChargingPosition,
  end: "failed" | "refused",
): ChargingRequestState {
  if (!isUnsaid(state)) return state;
  return attempts < MOST_ATTEMPTS ? "created" : end;
}

function afterAnswer(
  at: ChargingPosition,
  result: PreferencesAnswer | ProfileAnswer,
): ChargingRequestState {
  if (result === "TOO_OFTEN") return again(at, "refused");
  // A result of the station that overtook the CPO's answer knows more than that.
  if (!isUnsaid(at.state)) return at.state;
  return result === "ACCEPTED" ? "accepted" : "refused";
}

function afterResult({ kind, state }: ChargingPosition, result: ProfileResult) {
  // What we gave up waiting for, or could not read the first answer to, may come all the same.
  const isOpen =
    isUnsaid(state) || state === "accepted" || state === "timeout" || state === "failed";
  if (!isOpen || kind === "PREFERENCES") return state;
  if (result === "ACCEPTED") return "confirmed";
  // A station that has no profile is as it is when one was cleared.
  return result === "UNKNOWN" && kind === "CLEAR_PROFILE" ? "confirmed" : "refused";
}

/** The state of a wish after a signal, in whatever order they come: what was decided stays decided. */
export function followCharging(at: ChargingPosition, signal: ChargingSignal): ChargingRequestState {
  const { state } = at;
  switch (signal.kind) {
    case "sent":
      return state === "created" ? "sent" : state;
    case "answered":
      return afterAnswer(at, signal.result);
    case "unanswered":
      return again(at, "failed");
    case "turned-down":
      return isUnsaid(state) ? "refused" : state;
    case "failed":
      return isUnsaid(state) ? "failed" : state;
    case "result":
      return afterResult(at, signal.result);
    case "superseded":
      return state === "created" ? "superseded" : state;
    case "time":
      if (state === "sent") return again(at, "failed");
      return state === "accepted" && at.kind !== "PREFERENCES" ? "timeout" : state;
  }
}

/** Nothing more is waited for. Preferences have no other answer than the CPO's. */
export function isChargingOver(kind: ChargingRequestKind, state: ChargingRequestState): boolean {
  if (state === "accepted") return kind === "PREFERENCES";
  return !isUnsaid(state);
}

/** How long the CPO may keep us without an answer. The call itself is given up earlier. */
const UNANSWERED = { seconds: 45 } as const;
const FIRST_PAUSE_S = 10;
const LONGEST_PAUSE_S = 300;

/** When a wish is looked at again: sent anew after a pause that doubles; null once it is over. */
export function nextChargingLook(
  { kind, state, attempts }: ChargingPosition,
  answerDueAt: Temporal.Instant | null,
  now: Temporal.Instant,
): Temporal.Instant | null {
  if (isChargingOver(kind, state)) return null;
  if (state === "accepted") return answerDueAt ?? now.add(UNANSWERED);
  if (state === "sent") return now.add(UNANSWERED);
  if (attempts === 0) return now;
  const seconds = Math.min(FIRST_PAUSE_S * 2 ** (attempts - 1), LONGEST_PAUSE_S);
  return now.add({ seconds });
}
