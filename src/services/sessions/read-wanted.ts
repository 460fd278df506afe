import { findGoal } from "@/services/charging-goals/goal-row";
import type { sessions } from "@/db/schema/sessions";
import type { Ctx } from "@/services/context";
import type { LeavingPlan } from "./read-running-price";

/** What is wanted of a running session, and by when; null where nobody said. */
export async function readWanted(
  ctx: Ctx,
  { id, startedAt }: Pick<typeof sessions.$inferSelect, "id" | "startedAt">,
): Promise<{
  readonly wanted: LeavingPlan["wanted"];
  readonly departureAt: Temporal.Instant | null;
}> {
  const goal = await findGoal(ctx, id);
  const energy = goal?.energyMicroKwh ?? null;
  return {
    wanted: energy === null ? null : { energy, since: startedAt },
    departureAt: goal?.departureAt ?? null,
  };
}
