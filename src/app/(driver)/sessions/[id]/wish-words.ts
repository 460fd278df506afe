import { refusalReasonOf } from "@/trpc/client";
import type { RouterOutputs } from "@/trpc/outputs";

/** What a driver can wish, as it comes to the browser. */
export type Charging = RouterOutputs["driver"]["wishes"]["get"];
export type SentWish = NonNullable<Charging["latest"]>;

const ANSWERS = [
  "DEPARTURE_REQUIRED",
  "ENERGY_NEED_REQUIRED",
  "NOT_POSSIBLE",
  "PROFILE_TYPE_NOT_SUPPORTED",
] as const;

const PROBLEMS = [
  "not-running",
  "no-preferences",
  "not-capable",
  "no-profile-tariff",
  "not-reachable",
] as const;

const HINDRANCES = ["no-preferences", "not-capable", "not-reachable"] as const;

/** The key of the sentence for where a wish stands: never more than was said. */
export function stateKey({ state, syncResult }: SentWish) {
  if (state === "refused") {
    const answer = ANSWERS.find((one) => one === syncResult);
    return answer ? (`refused.${answer}` as const) : "state.refused";
  }
  if (state === "created" && syncResult === "TOO_OFTEN") return "state.waiting";
  // Preferences have no answer of the station.
  if (state === "confirmed" || state === "timeout") return "state.accepted";
  return `state.${state}` as const;
}

/** How a wish's sentence looks. */
export function toneOf({ state }: SentWish): "bad" | "info" | "ok" {
  if (state === "refused" || state === "failed") return "bad";
  return state === "accepted" ? "ok" : "info";
}

/** The key of the sentence for why nothing can be wished here. */
export function hindranceKey(hindrance: string) {
  return `hindrance.${HINDRANCES.find((one) => one === hindrance) ?? "other"}` as const;
}

/** The key of the sentence for why a wish was not taken. */
export function problemKey(error: unknown) {
  const reason = refusalReasonOf(error);
  return `problem.${PROBLEMS.find((one) => one === reason) ?? "other"}` as const;
}
