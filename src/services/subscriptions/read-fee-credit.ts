import { and, eq, inArray, ne, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import type { PriceBasis } from "@/core/money/vat-amount";
import type { FeeCredit } from "@/core/plans/subscription-deed";
import { creditNoteLines, creditNotes } from "@/db/schema/credits";
import { billItems } from "@/db/schema/subscriptions";
import type { Ctx } from "@/services/context";

/**
 * The fee of a stretch and what credit notes took back of it, those that wait for a second person included; null where
 * none did.
 */
export async function readFeeCredit(
  ctx: Ctx,
  periodId: Id<"subscriptionPeriod">,
  basis: PriceBasis,
): Promise<FeeCredit | null> {
  const [item, line] =
    basis === "gross"
      ? [billItems.grossMinor, creditNoteLines.grossMinor]
      : [billItems.netMinor, creditNoteLines.netMinor];
  const rows = await ctx.db
    .select({
      billedMinor: sql<string>`${item}`,
      creditedMinor: sql<string>`sum(${line})`,
    })
    .from(billItems)
    .innerJoin(
      creditNoteLines,
      and(
        eq(creditNoteLines.tenantId, billItems.tenantId),
        eq(creditNoteLines.billItemId, billItems.id),
      ),
    )
    .innerJoin(
      creditNotes,
      and(
        eq(creditNotes.tenantId, creditNoteLines.tenantId),
        eq(creditNotes.id, creditNoteLines.creditNoteId),
        ne(creditNotes.state, "refused"),
      ),
    )
    .where(
      and(
        eq(billItems.tenantId, ctx.tenantId),
        eq(billItems.subscriptionPeriodId, periodId),
        inArray(billItems.kind, ["subscription_fee", "proration_charge"]),
      ),
    )
    .groupBy(billItems.tenantId, billItems.id);
  const [row] = rows;
  return row
    ? { billedMinor: BigInt(row.billedMinor), creditedMinor: BigInt(row.creditedMinor) }
    : null;
}
