import { and, eq, sql } from "drizzle-orm";

import { accounts, journals, postings } from "@/db/schema/ledger";
import type { Ctx } from "@/services/context";
import { openCase } from "@/services/cases/open-case";
import type { PaymentRow } from "./payment-rows";

/** An amount that a bank took back of a payment. Minor units; the parts add up to it. */
export interface TakenParts {
  /** What the payment had paid of its invoice: owed again. */
  readonly paidMinor: bigint;
  /** What we had given back already, or were about to: the driver has it from his bank now. */
  readonly refundedMinor: bigint;
}

/**
 * Shares what a bank took back of an invoice's payment. What was given back as too much was never the invoice's, and
 * what was refunded cannot be owed on it a second time: both are set against what we owe the driver (refund_payable),
 * where a refund that went out leaves his debt, and a case. Call it under the payment's lock, with its row read under it.
 */
export async function splitTakenBack(
  ctx: Ctx,
  payment: PaymentRow,
  taken: { readonly amountMinor: bigint; readonly key: string },
): Promise<TakenParts> {
  const { amountMinor } = taken;
  const excessMinor = await readExcess(ctx, payment);
  const gone = payment.refundedMinor > excessMinor ? payment.refundedMinor : excessMinor;
  const left = payment.amountMinor - gone - payment.reversedMinor;
  const most = left > 0n ? left : 0n;
  const paidMinor = amountMinor < most ? amountMinor : most;
  const refundedMinor = amountMinor - paidMinor;
  if (refundedMinor > 0n) {
    await openCase(ctx, {
      key: `payment:${payment.id}:${taken.key}:refunded-too`,
      kind: "returned_after_refund",
      subjectType: "payment",
      subjectId: payment.id,
      driverId: payment.driverId,
      amountMinor: refundedMinor,
      currency: payment.currency,
      detail: { takenMinor: amountMinor.toString() },
    });
  }
  return { paidMinor, refundedMinor };
}

/** What the invoice did not take when the money came, as it was booked then, whatever became of its refund. */
async function readExcess(ctx: Ctx, { paymentIntentId }: PaymentRow): Promise<bigint> {
  const [row] = await ctx.db
    .select({ minor: sql<string>`coalesce(-sum(${postings.amountMinor}), 0)` })
    .from(journals)
    .innerJoin(
      postings,
      and(eq(postings.tenantId, journals.tenantId), eq(postings.journalId, journals.id)),
    )
    .innerJoin(
      accounts,
      and(
        eq(accounts.tenantId, postings.tenantId),
        eq(accounts.id, postings.accountId),
        eq(accounts.kind, "driver_refund_payable"),
      ),
    )
    .where(
      and(
        eq(journals.tenantId, ctx.tenantId),
        eq(journals.key, `stripe:${paymentIntentId}:succeeded`),
      ),
    );
  return BigInt(row?.minor ?? "0");
}
