import { createHash } from "node:crypto";
import { and, eq, max, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { invoicePaidByBank } from "@/core/ledger/entries/bank-line-booked";
import { newId } from "@/db/new-id";
import { invoices } from "@/db/schema/invoices";
import { payments } from "@/db/schema/payments";
import type { Ctx } from "@/services/context";
import { withdrawAttempts } from "@/services/credit-notes/move-invoice";
import { postJournal } from "@/services/ledger/post-journal";
import { openMinor } from "@/services/payments/read-due";
import { tellOfPayment } from "@/services/payments/tell-of-payment";
import { ServiceError } from "@/services/service-error";
import type { BankLine } from "./bank-matchers";
import { freshKey } from "./fresh-key";

/**
 * Takes a transfer for an invoice, up to what is open of it: a succeeded payment, its journal, the invoice, and the
 * mail to the driver. Answers how much it took. Call it under the line's lock.
 * @throws ServiceError NOT_FOUND, PRECONDITION when the invoice owes nothing or is of another currency.
 */
export async function payInvoiceByBank(
  tx: Ctx,
  paid: {
    readonly line: BankLine;
    readonly bookedAt: Temporal.Instant;
    readonly invoiceId: Id<"invoice">;
    readonly atMostMinor: bigint;
  },
): Promise<bigint> {
  const { line, bookedAt, invoiceId } = paid;
  // A debit that was announced would be drawn as well.
  await withdrawAttempts(tx, invoiceId);
  const [invoice] = await tx.db
    .select({
      driverId: invoices.driverId,
      number: invoices.number,
      currency: invoices.currency,
      state: invoices.state,
      open: openMinor,
    })
    .from(invoices)
    .where(and(eq(invoices.tenantId, tx.tenantId), eq(invoices.id, invoiceId)))
    .for("update");
  if (!invoice) throw new ServiceError("NOT_FOUND", "There is no such invoice.", { invoiceId });
  if (invoice.state !== "finalized" || invoice.currency !== line.currency || invoice.open <= 0n) {
    throw new ServiceError("PRECONDITION", "Nothing is open of that invoice.", {
      reason: "does_not_fit",
    });
  }
  const amountMinor = invoice.open < paid.atMostMinor ? invoice.open : paid.atMostMinor;
  const payment = await insertPayment(tx, { ...paid, driverId: invoice.driverId, amountMinor });
  await postJournal(
    tx,
    invoicePaidByBank({
      key: payment.idempotencyKey,
      paymentId: payment.id,
      driverId: invoice.driverId,
      currency: line.currency,
      amountMinor,
      bookedAt,
    }),
  );
  const isPaid = amountMinor === invoice.open;
  await tx.db
    .update(invoices)
    .set({
      paidMinor: sql`${invoices.paidMinor} + ${amountMinor}`,
      ...(isPaid ? { paymentState: "paid", paidAt: bookedAt } : {}),
    })
    .where(and(eq(invoices.tenantId, tx.tenantId), eq(invoices.id, invoiceId)));
  const seen = { state: "succeeded", succeededAt: bookedAt } as const;
  await tellOfPayment(tx, { payment, state: "succeeded", seen, number: invoice.number ?? "" });
  return amountMinor;
}

async function insertPayment(
  tx: Ctx,
  paid: {
    readonly line: BankLine;
    readonly bookedAt: Temporal.Instant;
    readonly invoiceId: Id<"invoice">;
    readonly driverId: Id<"driver">;
    readonly amountMinor: bigint;
  },
) {
  const { line, bookedAt, invoiceId, driverId, amountMinor } = paid;
  const [last] = await tx.db
    .select({ attempt: max(payments.attempt) })
    .from(payments)
    .where(and(eq(payments.tenantId, tx.tenantId), eq(payments.invoiceId, invoiceId)));
  const now = tx.clock.now();
  const [payment] = await tx.db
    .insert(payments)
    .values({
      tenantId: tx.tenantId,
      id: newId<"payment">(),
      driverId,
      invoiceId,
      channel: "bank",
      bankLineId: line.id,
      environment: tx.settings.stripeEnvironment,
      attempt: (last?.attempt ?? 0) + 1,
      amountMinor,
      currency: line.currency,
      state: "succeeded",
      idempotencyKey: await freshKey(tx, `bank:${line.id}:${invoiceId}`),
      request: "{}",
      requestSha256: createHash("sha256").update("{}").digest(),
      dueAt: now,
      createdAt: now,
      settledAt: bookedAt,
    })
    .returning();
  if (!payment) throw new Error("an insert gives its row");
  return payment;
}
