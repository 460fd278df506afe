import { createHash } from "node:crypto";
import { and, eq, inArray } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { documentNumber } from "@/core/invoicing/number";
import { alignLines, documentTotals } from "@/core/invoicing/totals";
import { sumOf } from "@/core/money/vat-amount";
import { invoiceFinalized } from "@/core/ledger/entries/invoice-finalized";
import { paymentSucceeded } from "@/core/ledger/entries/payment-succeeded";
import { stripeFee } from "@/core/ledger/entries/stripe-fee";
import { newId } from "@/db/new-id";
import { invoiceLines, invoices, issuedDocuments } from "@/db/schema/invoices";
import { payments } from "@/db/schema/payments";
import { charges } from "@/db/schema/plans";
import { numberSeries } from "@/db/schema/tenants";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { postJournal, postJournals } from "@/services/ledger/post-journal";
import { storedAmount, type BookedCdr } from "./booked-cdr";

/** A finalized invoice over booked CDRs. */
export interface BookedInvoice {
  readonly invoiceId: Id<"invoice">;
  readonly documentId: Id<"document">;
  readonly number: string;
  readonly driverId: Id<"driver">;
  readonly currency: string;
  readonly totalMinor: bigint;
}

/** Writes invoice number `seq` of the current year over one driver's booked CDRs (gross prices), with its document and its journal. */
export async function aBookedInvoice(
  outer: Ctx,
  legalEntityId: Id<"legalEntity">,
  booked: readonly BookedCdr[],
  seq = 1,
): Promise<BookedInvoice> {
  const [first] = booked;
  if (!first) throw new Error("an invoice needs a charge");
  const { driverId, currency } = first;
  const lines = booked.map(({ supplyCountry, amount }) => ({
    country: supplyCountry,
    amounts: [amount],
  }));
  const totals = documentTotals("gross", lines);
  const aligned = alignLines("gross", lines, totals);
  const invoiceId = newId<"invoice">();
  const documentId = newId<"document">();
  const now = outer.clock.now();
  const year = now.toZonedDateTimeISO("Europe/Stockholm").year;
  const number = documentNumber("K", year, seq);
  await inTransaction(outer, async (ctx) => {
    const { tenantId } = ctx;
    await ctx.db.insert(invoices).values({
      tenantId,
      id: invoiceId,
      driverId,
      legalEntityId,
      kind: "interim",
      periodStart: now.subtract({ hours: 24 }),
      periodEnd: now,
      currency,
      basis: "gross",
      netMinor: totals.netMinor,
      vatMinor: totals.vatMinor,
      totalMinor: totals.grossMinor,
      perRate: totals.perRate.map(storedAmount),
      createdAt: now,
    });
    await ctx.db.insert(invoiceLines).values(
      booked.map(({ chargeId }, index) => {
        const amounts = aligned[index] ?? [];
        const perRate = amounts.map(storedAmount);
        return { tenantId, invoiceId, seq: index + 1, chargeId, ...sumOf(amounts), perRate };
      }),
    );
    const ids = booked.map(({ chargeId }) => chargeId);
    await ctx.db
      .update(charges)
      .set({ state: "invoiced" })
      .where(and(eq(charges.tenantId, tenantId), inArray(charges.id, ids)));
    const canonical = JSON.stringify({
      number,
      currency,
      netMinor: String(totals.netMinor),
      vatMinor: String(totals.vatMinor),
      totalMinor: String(totals.grossMinor),
    });
    const series = { tenantId, legalEntityId, kind: "invoice", year } as const;
    await ctx.db
      .insert(numberSeries)
      .values({ ...series, next: seq + 1 })
      .onConflictDoUpdate({
        target: [
          numberSeries.tenantId,
          numberSeries.legalEntityId,
          numberSeries.kind,
          numberSeries.seriesOf,
          numberSeries.year,
        ],
        set: { next: seq + 1 },
      });
    const sha256 = createHash("sha256").update(canonical).digest();
    await ctx.db.insert(issuedDocuments).values({
      ...series,
      id: documentId,
      seq,
      number,
      invoiceId,
      driverId,
      subjectType: "invoice",
      subjectId: invoiceId,
      canonical,
      sha256,
      issuedAt: now,
    });
    await ctx.db
      .update(invoices)
      .set({ state: "finalized", paymentState: "open", number, documentId, finalizedAt: now })
      .where(and(eq(invoices.tenantId, tenantId), eq(invoices.id, invoiceId)));
    await postJournal(
      ctx,
      invoiceFinalized({
        invoiceId,
        driverId,
        currency,
        finalizedAt: now,
        totalMinor: totals.grossMinor,
        perRate: totals.perRate,
        billed: booked.map(({ supplyCountry, amount }) => ({
          supplyCountry,
          grossMinor: amount.grossMinor,
          perRate: [amount],
        })),
      }),
    );
  });
  return { invoiceId, documentId, number, driverId, currency, totalMinor: totals.grossMinor };
}

/** Writes that an invoice was paid in full through Stripe, with the payment's and the fee's journals. */
export async function aBookedPayment(
  outer: Ctx,
  invoice: BookedInvoice,
  feeMinor = 0n,
): Promise<Id<"payment">> {
  const paymentId = newId<"payment">();
  const paymentIntentId = `pi_${paymentId}`;
  const now = outer.clock.now();
  const { driverId, currency, totalMinor } = invoice;
  await inTransaction(outer, async (ctx) => {
    await ctx.db.insert(payments).values({
      tenantId: ctx.tenantId,
      id: paymentId,
      driverId,
      invoiceId: invoice.invoiceId,
      environment: "simulator",
      attempt: 1,
      amountMinor: totalMinor,
      currency,
      state: "succeeded",
      idempotencyKey: `pay-${paymentId}`,
      request: "{}",
      requestSha256: createHash("sha256").update("{}").digest(),
      paymentIntentId,
      dueAt: now,
      createdAt: now,
      settledAt: now,
    });
    await ctx.db
      .update(invoices)
      .set({ paymentState: "paid", paidMinor: totalMinor, paidAt: now })
      .where(and(eq(invoices.tenantId, ctx.tenantId), eq(invoices.id, invoice.invoiceId)));
    await postJournals(ctx, [
      paymentSucceeded({
        paymentId,
        paymentIntentId,
        driverId,
        currency,
        amountMinor: totalMinor,
        succeededAt: now,
      }),
      stripeFee({
        paymentId,
        balanceTransactionId: `txn_${paymentId}`,
        currency,
        feeMinor,
        createdAt: now,
      }),
    ]);
  });
  return paymentId;
}
