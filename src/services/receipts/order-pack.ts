import { and, count, eq, gt } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { receiptPacks } from "@/db/schema/receipts";
import { inTransaction } from "@/db/transaction";
import { actorName, writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { readReceiptTotals } from "./preview-receipts";
import { ownReceiptAccount, selectionOf, type ReceiptPeriod } from "./receipt-account";

// The most charges that one archive holds.
const MOST_CHARGES = 2_000;
const MOST_A_DAY = 20;

/**
 * Asks for an archive of a period's receipts; the worker makes it.
 * @throws ServiceError FORBIDDEN, INVALID for no or too many charges (detail `charges`), LIMIT for too many archives.
 */
export async function orderPack(ctx: Ctx, period: ReceiptPeriod): Promise<Id<"other">> {
  const account = await ownReceiptAccount(ctx);
  const { charges } = await readReceiptTotals(ctx, selectionOf(account, period));
  if (charges === 0 || charges > MOST_CHARGES)
    throw new ServiceError("INVALID", `An archive holds 1 to ${MOST_CHARGES} charges.`, {
      charges: String(charges),
    });
  const { driver, memberId } = account;
  const now = ctx.clock.now();
  return inTransaction(ctx, async (tx) => {
    const [recent] = await tx.db
      .select({ count: count() })
      .from(receiptPacks)
      .where(
        and(
          eq(receiptPacks.tenantId, tx.tenantId),
          eq(receiptPacks.driverId, driver.id),
          gt(receiptPacks.requestedAt, now.subtract({ hours: 24 })),
        ),
      );
    if ((recent?.count ?? 0) >= MOST_A_DAY)
      throw new ServiceError("LIMIT", "Too many archives were asked for today.");
    const id = newId<"other">();
    await tx.db.insert(receiptPacks).values({
      tenantId: tx.tenantId,
      id,
      driverId: driver.id,
      memberId,
      firstDay: Temporal.PlainDate.from(period.firstDay),
      lastDay: Temporal.PlainDate.from(period.lastDay),
      choice: period.choice,
      state: "due",
      requestedBy: actorName(tx.actor),
      requestedAt: now,
      dueAt: now,
    });
    await writeAudit(tx, {
      action: "receipts.order",
      subjectType: "driver",
      subjectId: driver.id,
      detail: { packId: id, firstDay: period.firstDay, lastDay: period.lastDay },
    });
    return id;
  });
}
