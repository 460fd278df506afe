import { and, asc, eq, lte } from "drizzle-orm";
import { newId } from "@/db/new-id";
import { drivers } from "@/db/schema/drivers";
import { receiptPacks, receiptSchedules } from "@/db/schema/receipts";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { scheduledMonth } from "./schedule-time";

const BATCH = 50;

/** Orders last month's archive for each schedule that is due, and says when the next one is. Returns how many. */
export async function takeDueSchedules(ctx: Ctx): Promise<number> {
  const now = ctx.clock.now();
  return inTransaction(ctx, async (tx) => {
    const due = await tx.db
      .select({ schedule: receiptSchedules, timeZone: drivers.timeZone, state: drivers.state })
      .from(receiptSchedules)
      .innerJoin(
        drivers,
        and(
          eq(drivers.tenantId, receiptSchedules.tenantId),
          eq(drivers.id, receiptSchedules.driverId),
        ),
      )
      .where(
        and(
          eq(receiptSchedules.tenantId, tx.tenantId),
          eq(receiptSchedules.isActive, true),
          lte(receiptSchedules.dueAt, now),
        ),
      )
      .orderBy(asc(receiptSchedules.dueAt), asc(receiptSchedules.id))
      .limit(BATCH)
      .for("update", { of: receiptSchedules, skipLocked: true });
    for (const { schedule, timeZone, state } of due) {
      const { id, driverId, memberId, sendTo, choice } = schedule;
      const month = scheduledMonth(schedule.dueAt, timeZone);
      await tx.db.insert(receiptPacks).values({
        tenantId: tx.tenantId,
        id: newId<"other">(),
        driverId,
        memberId,
        firstDay: month.firstDay,
        lastDay: month.lastDay,
        choice: {
          ...choice,
          lateSince: month.lateSince.toString(),
          pricedBefore: month.pricedBefore.toString(),
        },
        state: "due",
        sendTo,
        requestedBy: `schedule:${id}`,
        requestedAt: now,
        dueAt: now,
      });
      await tx.db
        .update(receiptSchedules)
        // Whoever closed his account has no next month.
        .set({ dueAt: month.nextDueAt, isActive: state !== "closed" })
        .where(and(eq(receiptSchedules.tenantId, tx.tenantId), eq(receiptSchedules.id, id)));
    }
    return due.length;
  });
}
