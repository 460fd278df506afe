import { and, desc, eq, sql } from "drizzle-orm";

import { leftOf } from "@/core/credits/creditable-line";
import type { Id } from "@/core/ids";
import type { DocumentLine } from "@/core/invoicing/document-parts";
import { readInvoiceDocument } from "@/core/invoicing/read-invoice-document";
import { readDocument } from "@/core/invoicing/issued-document";
import type { RevenueKind } from "@/core/ledger/account";
import { invoiceLines, invoices, issuedDocuments } from "@/db/schema/invoices";
import { payments } from "@/db/schema/payments";
import { charges, type StoredVatAmount } from "@/db/schema/plans";
import { disputes } from "@/db/schema/treasury";
import { billItems, type BillItemKind } from "@/db/schema/subscriptions";
import type { Ctx } from "@/services/context";
import { refundableMinor } from "@/services/refunds/order-refund";
import { OPEN_PAYMENT_STATES } from "@/services/payments/payment-state";
import { ServiceError } from "@/services/service-error";
import type { CreditSource } from "./credit-order";
import type { CreditOriginal, OriginalLine, RefundablePayment } from "./credit-original";
import {
  readDueCorrections,
  readGiven,
  readGivenBack,
  taxedAmounts,
  type LineOf,
} from "./taken-back";

type Issued = Omit<CreditOriginal, "lines" | "corrections"> & { readonly rows: readonly Row[] };

interface Row extends LineOf {
  readonly perRate: readonly StoredVatAmount[];
  readonly supplyCountry: string;
  readonly itemKind: BillItemKind | null;
}

/** What each kind of item was sold as. */
const REVENUE: Readonly<Record<BillItemKind, RevenueKind>> = {
  subscription_fee: "subscription",
  proration_credit: "subscription",
  proration_charge: "subscription",
  reminder_fee: "reminder_fee",
  collection_fee: "reminder_fee",
  late_interest: "late_interest",
  adjustment: "fee",
};

/**
 * The document that is taken back, what is left to credit of it, and what is open, written off, paid and refundable. Read it
 * under `lockOriginal` where something is to be done by it. `except`: a credit note whose own lines do not count as given.
 * @throws ServiceError NOT_FOUND; PRECONDITION for a charge whose receipt is not issued yet.
 */
export async function readOriginal(
  ctx: Ctx,
  source: CreditSource,
  except: Id<"creditNote"> | null = null,
): Promise<CreditOriginal> {
  const { rows, ...issued } =
    source.of === "invoice" ? await readInvoice(ctx, source) : await readReceipt(ctx, source);
  const [givenOf, corrections, givenBack] = await Promise.all([
    readGiven(ctx, rows, except),
    readDueCorrections(ctx, rows),
    readGivenBack(ctx, issued.documentId, except),
  ]);
  const lines = rows.flatMap((row): OriginalLine[] => {
    const line = issued.document.lines.find((one) => isOf(one, row));
    if (!line) return [];
    const asked = taxedAmounts(row.perRate, row.supplyCountry);
    return [
      {
        seq: line.seq,
        chargeId: row.chargeId,
        billItemId: row.billItemId,
        supplyCountry: row.supplyCountry,
        revenue: row.itemKind ? REVENUE[row.itemKind] : "energy",
        asked,
        left: leftOf(asked, givenOf(row)),
        line,
      },
    ];
  });
  return {
    ...issued,
    lines,
    corrections,
    roundingLeftMinor: issued.roundingLeftMinor - givenBack.roundingMinor,
    paidLeftMinor: issued.paidLeftMinor - givenBack.paidMinor,
  };
}

function isOf(line: DocumentLine, { chargeId, billItemId }: LineOf): boolean {
  return line.kind === "charge" ? line.chargeId === chargeId : line.itemId === billItemId;
}

async function readInvoice(
  ctx: Ctx,
  source: Extract<CreditSource, { of: "invoice" }>,
): Promise<Issued> {
  const [row] = await ctx.db
    .select({ invoice: invoices, issued: issuedDocuments })
    .from(invoices)
    .innerJoin(
      issuedDocuments,
      and(
        eq(issuedDocuments.tenantId, invoices.tenantId),
        eq(issuedDocuments.id, invoices.documentId),
      ),
    )
    .where(and(eq(invoices.tenantId, ctx.tenantId), eq(invoices.id, source.invoiceId)));
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such invoice.");
  const { invoice, issued } = row;
  const [rows, tried, lostMinor] = await Promise.all([
    readLines(ctx, invoice.id),
    readPayments(ctx, invoice.id),
    readLost(ctx, invoice.id),
  ]);
  return {
    source,
    driverId: invoice.driverId,
    legalEntityId: invoice.legalEntityId,
    documentId: issued.id,
    document: readInvoiceDocument(issued.canonical),
    basis: invoice.basis,
    currency: invoice.currency,
    rows,
    roundingLeftMinor: invoice.roundingMinor,
    openMinor:
      invoice.totalMinor - invoice.paidMinor - invoice.creditedMinor - invoice.writtenOffMinor,
    writtenOffMinor: invoice.writtenOffMinor,
    paidLeftMinor: invoice.paidMinor - lostMinor,
    ...tried,
  };
}

/** What the driver's bank gave him back of what he had paid, by disputes whose loss is ours: it is not given back again. */
async function readLost(ctx: Ctx, invoiceId: Id<"invoice">): Promise<bigint> {
  const [row] = await ctx.db
    .select({ minor: sql<string>`coalesce(sum(${disputes.amountMinor}), 0)` })
    .from(disputes)
    .innerJoin(
      payments,
      and(
        eq(payments.tenantId, disputes.tenantId),
        eq(payments.id, disputes.paymentId),
        eq(payments.invoiceId, invoiceId),
      ),
    )
    .where(
      and(
        eq(disputes.tenantId, ctx.tenantId),
        eq(disputes.lossTo, "loss"),
        eq(disputes.funds, "withdrawn"),
      ),
    );
  return BigInt(row?.minor ?? "0");
}

async function readLines(ctx: Ctx, invoiceId: Id<"invoice">): Promise<Row[]> {
  return ctx.db
    .select({
      chargeId: invoiceLines.chargeId,
      billItemId: invoiceLines.billItemId,
      perRate: invoiceLines.perRate,
      supplyCountry: sql<string>`coalesce(${charges.supplyCountry}, ${billItems.supplyCountry})`,
      itemKind: billItems.kind,
    })
    .from(invoiceLines)
    .leftJoin(
      charges,
      and(eq(charges.tenantId, invoiceLines.tenantId), eq(charges.id, invoiceLines.chargeId)),
    )
    .leftJoin(
      billItems,
      and(eq(billItems.tenantId, invoiceLines.tenantId), eq(billItems.id, invoiceLines.billItemId)),
    )
    .where(and(eq(invoiceLines.tenantId, ctx.tenantId), eq(invoiceLines.invoiceId, invoiceId)))
    .orderBy(invoiceLines.seq);
}

async function readPayments(ctx: Ctx, invoiceId: Id<"invoice">) {
  const rows = await ctx.db
    .select({ id: payments.id, state: payments.state, amountMinor: payments.amountMinor })
    .from(payments)
    .where(and(eq(payments.tenantId, ctx.tenantId), eq(payments.invoiceId, invoiceId)))
    .orderBy(desc(payments.settledAt), desc(payments.id));
  const refundable: RefundablePayment[] = [];
  for (const { id, state } of rows) {
    const leftMinor = state === "succeeded" ? await refundableMinor(ctx, id) : 0n;
    if (leftMinor > 0n) refundable.push({ id, leftMinor });
  }
  const sent = rows.find(
    ({ state }) => state !== "created" && OPEN_PAYMENT_STATES.some((open) => open === state),
  );
  return { refundable, collectingMinor: sent?.amountMinor ?? null };
}

async function readReceipt(
  ctx: Ctx,
  source: Extract<CreditSource, { of: "charge" }>,
): Promise<Issued> {
  const [row] = await ctx.db
    .select({ charge: charges, issued: issuedDocuments })
    .from(charges)
    .leftJoin(
      issuedDocuments,
      and(
        eq(issuedDocuments.tenantId, charges.tenantId),
        eq(issuedDocuments.id, charges.receiptId),
      ),
    )
    .where(and(eq(charges.tenantId, ctx.tenantId), eq(charges.id, source.chargeId)));
  if (row?.charge.state !== "settled") {
    throw new ServiceError("NOT_FOUND", "There is no such charge paid from a wallet.");
  }
  const { charge, issued } = row;
  const read = issued ? readDocument("receipt", issued.canonical) : null;
  if (!issued || read?.kind !== "receipt" || read.document.of !== "charge") {
    throw new ServiceError(
      "PRECONDITION",
      "The charge has no receipt yet. Try again in a minute.",
      {
        reason: "no_receipt",
      },
    );
  }
  return {
    source,
    driverId: charge.driverId,
    legalEntityId: issued.legalEntityId,
    documentId: issued.id,
    document: read.document,
    basis: charge.basis,
    currency: charge.currency,
    rows: [
      {
        chargeId: charge.id,
        billItemId: null,
        perRate: charge.perRate,
        supplyCountry: charge.supplyCountry,
        itemKind: null,
      },
    ],
    roundingLeftMinor: 0n,
    openMinor: 0n,
    writtenOffMinor: 0n,
    paidLeftMinor: charge.grossMinor ?? 0n,
    refundable: [],
    collectingMinor: null,
  };
}
