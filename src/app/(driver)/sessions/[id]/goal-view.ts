import { refusalReasonOf } from "@/trpc/refusal-of";
import type { RouterOutputs } from "@/trpc/outputs";

/** What is wanted of a session, as it comes to the browser. */
export type Goal = RouterOutputs["driver"]["goals"]["get"];
/** How it goes and what it comes to. */
export type GoalPlanView = NonNullable<Goal["plan"]>;

type Stage = NonNullable<Goal["asked"]>["state"] | "none" | "waiting";

const PROBLEMS = ["not-running", "not-reachable"] as const;
const HINDRANCES = ["no-preferences", "not-capable", "not-reachable"] as const;

/** The key of the sentence for where a goal stands on its way: never more than was said. */
export function stateKey(goal: Goal) {
  const { chosen, said, asked } = goal;
  if (said?.isPending) return "state.pending";
  if (chosen.asks) return chosen.asks === "departure" ? "state.asksDeparture" : "state.asksEnergy";
  if (chosen.by === null) return "state.noWay";
  if (asked?.kind === "CLEAR_PROFILE") {
    const isDone = asked.state === "confirmed" || chosen.by !== "session";
    if (chosen.by === "session") return `state.session.${isDone ? "cleared" : "clearing"}` as const;
    return `state.${chosen.by}.none` as const;
  }
  const isPaused = asked?.state === "created" && asked.syncResult === "TOO_OFTEN";
  const stage: Stage = isPaused ? "waiting" : (asked?.state ?? "none");
  return `state.${chosen.by}.${stage}` as const;
}

/** How that sentence looks. */
export function toneOf({ chosen, asked }: Goal): "bad" | "info" | "ok" | "wait" {
  if (chosen.asks) return "wait";
  if (chosen.by === null) return "info";
  if (!asked) return "info";
  if (asked.state === "refused" || asked.state === "failed") return "bad";
  if (asked.state === "timeout") return "wait";
  const isSaid =
    asked.state === "confirmed" || (asked.kind === "PREFERENCES" && asked.state === "accepted");
  return isSaid ? "ok" : "info";
}

/** The keys of the sentences for why a better way is closed. */
export function whyKeys({ chosen, refused, said, styles, hindrance, asked }: Goal) {
  const keys: WhyKey[] = [];
  const isOwn = chosen.by === "session";
  if (refused && chosen.asks === null) {
    const reason =
      refused === "NOT_POSSIBLE" || refused === "PROFILE_TYPE_NOT_SUPPORTED" ? refused : "other";
    keys.push(isOwn ? `why.${reason}_own` : `why.${reason}`);
  } else if (
    said &&
    chosen.by === null &&
    hindrance.preferences === null &&
    !styles.includes(said.style)
  ) {
    keys.push("why.noPrice");
  }
  const isTurnedDown = asked?.kind === "SET_PROFILE" && chosen.by === null;
  if (isTurnedDown) keys.push("why.profile");
  const closed = hindrance.preferences ?? hindrance.profile;
  if (chosen.by === null && keys.length === 0 && closed) {
    keys.push(`hindrance.${HINDRANCES.find((one) => one === closed) ?? "other"}`);
  }
  return keys;
}

type Refusal = "NOT_POSSIBLE" | "PROFILE_TYPE_NOT_SUPPORTED" | "other";
export type WhyKey =
  | `why.${Refusal}`
  | `why.${Refusal}_own`
  | "why.profile"
  | "why.noPrice"
  | `hindrance.${(typeof HINDRANCES)[number] | "other"}`;

/** The key of the sentence for why a goal was not taken. */
export function problemKey(error: unknown) {
  const reason = refusalReasonOf(error);
  return `problem.${PROBLEMS.find((one) => one === reason) ?? "other"}` as const;
}
