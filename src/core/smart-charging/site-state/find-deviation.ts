import { controlOf } from "./frame-problem";
import { plannedMaxW } from "./shown-power";
import type { SiteState } from "./site-state";

/** What the last plan gave a session in the slot of this moment. */
export interface PlannedNow {
  readonly powerW: number;
  readonly control: "steered" | "unconfirmed" | "fixed";
}

/** W beyond which a plan no longer fits what is measured. */
const NOTABLE_W = 1_000;

/**
 * The first session whose measured power no longer fits the last plan: it shows for some minutes that it takes notably
 * less than it was given, its station draws more than it confirmed, or what it counts as has changed. Null: none.
 */
export function findDeviation(
  state: SiteState,
  planned: ReadonlyMap<string, PlannedNow>,
): string | null {
  for (const session of state.sessions) {
    const plan = planned.get(session.id);
    if (!plan) continue;
    const { control, countsW } = controlOf(state, session);
    if (control !== plan.control) return session.id;
    if (control === "steered" && plan.powerW - plannedMaxW(state, session) > NOTABLE_W) {
      return session.id;
    }
    if (control === "fixed" && Math.abs(countsW - plan.powerW) > NOTABLE_W) return session.id;
  }
  return null;
}
