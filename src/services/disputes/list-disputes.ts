import { and, desc, eq, isNull } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { money, type Money } from "@/core/money/money";
import { drivers } from "@/db/schema/drivers";
import { invoices } from "@/db/schema/invoices";
import { payments } from "@/db/schema/payments";
import { disputes, type DisputeFunds } from "@/db/schema/treasury";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";

/** A dispute as finance sees it. */
export interface DisputeView {
  readonly id: Id<"dispute">;
  readonly stripeDisputeId: string;
  readonly driver: { readonly id: Id<"driver">; readonly name: string };
  /** The invoice that its payment paid; null for a top-up. */
  readonly invoice: { readonly id: Id<"invoice">; readonly number: string } | null;
  readonly amount: Money;
  readonly fee: Money;
  readonly reason: string;
  /** Stripe's word. */
  readonly status: string;
  readonly funds: DisputeFunds;
  readonly outcome: "won" | "lost" | null;
  readonly lossTo: "driver" | "loss" | null;
  /** Of a direct debit: its bank took it back, and nothing is to be decided. */
  readonly isReturn: boolean;
  readonly evidenceDueAt: Temporal.Instant | null;
  readonly openedAt: Temporal.Instant;
}

/** Disputes, the newest first (at most 200): all, those that are open, or those that wait for a decision. */
export async function listDisputes(
  ctx: Ctx,
  only: "all" | "open" | "undecided",
): Promise<DisputeView[]> {
  requireRole(ctx, "finance");
  const rows = await ctx.db
    .select({
      dispute: disputes,
      driver: { id: drivers.id, name: drivers.name },
      invoiceId: invoices.id,
      number: invoices.number,
    })
    .from(disputes)
    .innerJoin(
      payments,
      and(eq(payments.tenantId, disputes.tenantId), eq(payments.id, disputes.paymentId)),
    )
    .innerJoin(
      drivers,
      and(eq(drivers.tenantId, payments.tenantId), eq(drivers.id, payments.driverId)),
    )
    .leftJoin(
      invoices,
      and(eq(invoices.tenantId, payments.tenantId), eq(invoices.id, payments.invoiceId)),
    )
    .where(
      and(
        eq(disputes.tenantId, ctx.tenantId),
        only === "open" ? isNull(disputes.closedAt) : undefined,
        only === "undecided"
          ? and(
              eq(disputes.outcome, "lost"),
              eq(disputes.funds, "withdrawn"),
              isNull(disputes.lossTo),
            )
          : undefined,
      ),
    )
    .orderBy(desc(disputes.openedAt))
    .limit(200);
  return rows.map(({ dispute, driver, invoiceId, number }) => ({
    id: dispute.id,
    stripeDisputeId: dispute.stripeDisputeId,
    driver,
    invoice: invoiceId === null ? null : { id: invoiceId, number: number ?? "" },
    amount: money(dispute.amountMinor, dispute.currency),
    fee: money(dispute.feeMinor, dispute.currency),
    reason: dispute.reason,
    status: dispute.status,
    funds: dispute.funds,
    outcome: dispute.outcome,
    lossTo: dispute.lossTo,
    isReturn:
      dispute.lossTo === "driver" && dispute.status === "lost" && isBankWord(dispute.reason),
    evidenceDueAt: dispute.evidenceDueAt,
    openedAt: dispute.openedAt,
  }));
}

/** Stripe's reasons of a direct debit that came back (docs.stripe.com/payments/sepa-debit). */
function isBankWord(reason: string): boolean {
  return [
    "insufficient_funds",
    "bank_cannot_process",
    "debit_not_authorized",
    "incorrect_account_details",
  ].includes(reason);
}
