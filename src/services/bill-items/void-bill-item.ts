import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { billItemVoided } from "@/core/ledger/entries/bill-item-opened";
import { journalKeys } from "@/db/schema/ledger";
import { billItems, subscriptionPeriods } from "@/db/schema/subscriptions";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { postJournal } from "@/services/ledger/post-journal";
import { ServiceError } from "@/services/service-error";
import { openedItem } from "./open-bill-item";

/**
 * Takes an item back that no invoice has yet. The caller decides who may. One that is void already stays so.
 * @throws ServiceError NOT_FOUND, PRECONDITION (on an invoice: only a credit note gives it back; or a part of the fee
 * was earned already).
 */
export async function voidBillItem(ctx: Ctx, itemId: Id<"billItem">): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const own = and(eq(billItems.tenantId, tx.tenantId), eq(billItems.id, itemId));
    const [row] = await tx.db.select().from(billItems).where(own).for("update");
    if (!row) throw new ServiceError("NOT_FOUND", "There is no such item.");
    if (row.state === "void") return;
    if (row.state === "invoiced") {
      throw new ServiceError("PRECONDITION", "It is on an invoice: give it back by a credit note.");
    }
    if (row.subscriptionPeriodId) await requireUnearned(tx, row.subscriptionPeriodId);
    const [journal] = await tx.db
      .select({ id: journalKeys.journalId })
      .from(journalKeys)
      .where(and(eq(journalKeys.tenantId, tx.tenantId), eq(journalKeys.key, `item:${itemId}`)));
    await tx.db.update(billItems).set({ state: "void" }).where(own);
    if (!journal) return;
    await postJournal(tx, billItemVoided(openedItem(row), journal.id, tx.clock.now()));
  });
}

async function requireUnearned(ctx: Ctx, periodId: Id<"subscriptionPeriod">): Promise<void> {
  const [period] = await ctx.db
    .select({ recognizedMinor: subscriptionPeriods.recognizedMinor })
    .from(subscriptionPeriods)
    .where(
      and(eq(subscriptionPeriods.tenantId, ctx.tenantId), eq(subscriptionPeriods.id, periodId)),
    )
    .for("update");
  if (period && period.recognizedMinor !== 0n) {
    throw new ServiceError(
      "PRECONDITION",
      "A part of this fee was earned: give it back by a credit note.",
    );
  }
}
