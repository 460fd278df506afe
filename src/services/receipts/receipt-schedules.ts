import { and, asc, count, eq, isNull } from "drizzle-orm";
import { asId, isId, type Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { receiptSchedules, type PackChoice } from "@/db/schema/receipts";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireChargesReader } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { ownReceiptAccount } from "./receipt-account";
import { nextDueAt } from "./schedule-time";

const MOST = 5;

/** Somebody who is sent each month's receipts. */
export interface ReceiptSchedule {
  readonly id: Id<"other">;
  readonly sendTo: string;
  readonly choice: PackChoice;
  /** When the next archive is made. */
  readonly dueAt: Temporal.Instant;
}

/** Who is sent the receipts of the acting person's account; a mere member's own. @throws ServiceError FORBIDDEN. */
export async function listReceiptSchedules(ctx: Ctx): Promise<ReceiptSchedule[]> {
  const { id, sendTo, choice, dueAt, createdAt } = receiptSchedules;
  return ctx.db
    .select({ id, sendTo, choice, dueAt })
    .from(receiptSchedules)
    .where(and(ownSchedules(ctx), eq(receiptSchedules.isActive, true)))
    .orderBy(asc(createdAt), asc(id));
}

/**
 * Sends each month's receipts to an address, from the next month that ends on.
 * @throws ServiceError FORBIDDEN, LIMIT for more than five.
 */
export async function addReceiptSchedule(
  ctx: Ctx,
  { sendTo, choice }: { readonly sendTo: string; readonly choice: PackChoice },
): Promise<void> {
  const { driver, memberId } = await ownReceiptAccount(ctx);
  const now = ctx.clock.now();
  await inTransaction(ctx, async (tx) => {
    const [known] = await tx.db
      .select({ count: count() })
      .from(receiptSchedules)
      .where(and(ownSchedules(tx), eq(receiptSchedules.isActive, true)));
    if ((known?.count ?? 0) >= MOST)
      throw new ServiceError("LIMIT", "That many addresses are sent receipts already.");
    const id = newId<"other">();
    await tx.db.insert(receiptSchedules).values({
      tenantId: tx.tenantId,
      id,
      driverId: driver.id,
      memberId,
      sendTo,
      choice,
      dueAt: nextDueAt(now, driver.timeZone),
      createdAt: now,
    });
    await writeAudit(tx, {
      action: "receipts.schedule",
      subjectType: "driver",
      subjectId: driver.id,
      detail: { scheduleId: id },
    });
  });
}

/** Ends a schedule. One that is over stays over. @throws ServiceError FORBIDDEN, NOT_FOUND. */
export async function endReceiptSchedule(ctx: Ctx, given: string): Promise<void> {
  const id = asId<"other">(given);
  const isOwn = and(ownSchedules(ctx), eq(receiptSchedules.id, id));
  if (!isId(given)) throw new ServiceError("NOT_FOUND", "There is no such schedule.");
  await inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .update(receiptSchedules)
      .set({ isActive: false })
      .where(isOwn)
      .returning({ driverId: receiptSchedules.driverId });
    if (!row) throw new ServiceError("NOT_FOUND", "There is no such schedule.");
    await writeAudit(tx, {
      action: "receipts.unschedule",
      subjectType: "driver",
      subjectId: row.driverId,
      detail: { scheduleId: id },
    });
  });
}

function ownSchedules(ctx: Ctx) {
  const { driverId, onlyMemberId } = requireChargesReader(ctx);
  return and(
    eq(receiptSchedules.tenantId, ctx.tenantId),
    eq(receiptSchedules.driverId, driverId),
    onlyMemberId ? eq(receiptSchedules.memberId, onlyMemberId) : isNull(receiptSchedules.memberId),
  );
}
