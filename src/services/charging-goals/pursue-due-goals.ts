import { and, eq, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { chargingGoals } from "@/db/schema/vehicles";
import { sessions } from "@/db/schema/sessions";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { carryGoal } from "./carry-goal";
import { findGoal, goalIs, goalOf, goalSince, hasBoostEnded, nextLook } from "./goal-row";
import { readRunningCharge } from "./read-running-charge";
import { carOf } from "./set-goal";

const MOST = 50;

/**
 * Looks at the goals that are due: one that a routine has just set, one whose way was refused or confirmed, and, each
 * quarter of an hour, one that our own profile carries (new prices, a car that takes less than it was thought to). A
 * goal that fails waits a minute. Returns how many it looked at. The system's own.
 */
export async function pursueDueGoals(ctx: Ctx): Promise<number> {
  const due = await ctx.db
    .select({ sessionId: chargingGoals.sessionId })
    .from(chargingGoals)
    .where(
      and(
        eq(chargingGoals.tenantId, ctx.tenantId),
        sql`${chargingGoals.dueAt} <= ${ctx.clock.now().toString()}::timestamptz`,
      ),
    )
    .orderBy(chargingGoals.dueAt)
    .limit(MOST);
  for (const { sessionId } of due) {
    try {
      await inTransaction(ctx, (tx) => pursueGoal(tx, sessionId));
    } catch (error) {
      ctx.log.error({ err: error, sessionId }, "a charging goal could not be looked at");
      const dueAt = ctx.clock.now().add({ minutes: 1 });
      await ctx.db.update(chargingGoals).set({ dueAt }).where(goalIs(ctx, sessionId));
    }
  }
  return due.length;
}

/** Carries a session's goal by the way that is best now. */
async function pursueGoal(tx: Ctx, sessionId: Id<"session">): Promise<void> {
  const [session] = await tx.db
    .select({ status: sessions.status })
    .from(sessions)
    .where(and(eq(sessions.tenantId, tx.tenantId), eq(sessions.id, sessionId)))
    .for("update", { skipLocked: true });
  // Whoever holds it may be doing this very thing: the goal stays due.
  if (!session) return;
  const row = await findGoal(tx, sessionId);
  if (!row || row.dueAt === null) return;
  const now = tx.clock.now();
  const isOver =
    session.status !== "ACTIVE" ||
    (row.departureAt !== null && Temporal.Instant.compare(row.departureAt, now) <= 0);
  if (isOver) {
    await tx.db.update(chargingGoals).set({ dueAt: null }).where(goalIs(tx, sessionId));
    return;
  }
  const charge = await readRunningCharge(tx, sessionId, null);
  const car = carOf(charge, row.vehicleId);
  const goal = goalOf(now, row);
  const goes = hasBoostEnded(row, now) ? null : row.way;
  const carried = await carryGoal(tx, { charge, goal, car, since: goalSince(row, now), goes });
  const dueAt = nextLook(carried.dueAt, row, now);
  await tx.db.update(chargingGoals).set({ way: carried.way, dueAt }).where(goalIs(tx, sessionId));
}
