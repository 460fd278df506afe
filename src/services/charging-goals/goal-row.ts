import { and, eq, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { boostEnds, type ChargingGoal } from "@/core/smart-charging/charging-goal";
import { chargingGoals } from "@/db/schema/vehicles";
import type { Ctx } from "@/services/context";

/** Told when a goal waits to be looked at. */
export const GOALS_CHANNEL = "kvitt_goals";

export type GoalRow = typeof chargingGoals.$inferSelect;

/** What is wanted of a session; null where nobody said anything. */
export async function findGoal(ctx: Ctx, sessionId: Id<"session">): Promise<GoalRow | null> {
  const [row] = await ctx.db.select().from(chargingGoals).where(goalIs(ctx, sessionId));
  return row ?? null;
}

/** The condition for a session's goal. */
export function goalIs(ctx: Ctx, sessionId: Id<"session">) {
  return and(eq(chargingGoals.tenantId, ctx.tenantId), eq(chargingGoals.sessionId, sessionId));
}

/** A goal's row as the core has it at an instant: a boost ends by itself. */
export function goalOf(
  now: Temporal.Instant,
  row: Pick<GoalRow, "style" | "departureAt" | "energyMicroKwh" | "dischargeAllowed" | "boostedAt">,
): ChargingGoal {
  const { style, departureAt, energyMicroKwh, dischargeAllowed } = row;
  return {
    style,
    departureAt,
    energy: energyMicroKwh,
    dischargeAllowed,
    isBoosted: boostEnd(row, now) !== null,
  };
}

/** When a boost that is in force ends; null: none is. */
export function boostEnd(
  { boostedAt }: Pick<GoalRow, "boostedAt">,
  now: Temporal.Instant,
): Temporal.Instant | null {
  const endsAt = boostedAt && boostEnds(boostedAt);
  return endsAt && Temporal.Instant.compare(now, endsAt) < 0 ? endsAt : null;
}

/** Since when a goal is what it is: what was answered before counts no more. The end of a boost changes it, too. */
export function goalSince(
  { setAt, boostedAt }: Pick<GoalRow, "boostedAt" | "setAt">,
  now: Temporal.Instant,
): Temporal.Instant {
  const endsAt = boostedAt && boostEnds(boostedAt);
  return endsAt && Temporal.Instant.compare(endsAt, now) <= 0 ? endsAt : setAt;
}

/** Whether a boost ended since the goal was last looked at: that look had set the next to its end at the latest. */
export function hasBoostEnded(
  { boostedAt, dueAt }: Pick<GoalRow, "boostedAt" | "dueAt">,
  now: Temporal.Instant,
): boolean {
  const endsAt = boostedAt && boostEnds(boostedAt);
  if (endsAt === null || dueAt === null) return false;
  return Temporal.Instant.compare(endsAt, now) <= 0 && Temporal.Instant.compare(dueAt, endsAt) <= 0;
}

/** When a goal is looked at next: as its way asks, and at the end of a boost. */
export function nextLook(
  dueAt: Temporal.Instant | null,
  row: Pick<GoalRow, "boostedAt">,
  now: Temporal.Instant,
): Temporal.Instant | null {
  const endsAt = boostEnd(row, now);
  if (endsAt === null || dueAt === null) return endsAt ?? dueAt;
  return Temporal.Instant.compare(dueAt, endsAt) < 0 ? dueAt : endsAt;
}

/** Has a session's goal, where it has one, looked at soon: something was answered that may close its way. */
export async function wakeGoal(tx: Ctx, sessionId: Id<"session">): Promise<void> {
  const woken = await tx.db
    .update(chargingGoals)
    // A look that is due already stays due since then.
    .set({
      dueAt: sql`least(${chargingGoals.dueAt}, ${tx.clock.now().toString()}::timestamptz)`,
    })
    .where(goalIs(tx, sessionId))
    .returning({ sessionId: chargingGoals.sessionId });
  if (woken.length > 0) await tx.db.execute(sql`select pg_notify(${GOALS_CHANNEL}, '')`);
}
