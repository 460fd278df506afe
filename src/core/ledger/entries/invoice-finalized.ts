import type { Id } from "@/core/ids";
import type { TaxedAmount } from "@/core/invoicing/totals";
import type { VatAmount } from "@/core/money/vat-amount";
import { driverAccount, roundingAccount, vatAccount } from "@/core/ledger/account";
import { journal, type Journal, type Leg } from "@/core/ledger/journal";

/** A charge or an item on the invoice, as it was booked (not as the document's line shares the VAT). */
export interface InvoicedFact {
  readonly supplyCountry: string;
  readonly grossMinor: bigint;
  readonly perRate: readonly VatAmount[];
}

/** What an invoice asks for, and what its charges and items were booked with. */
export interface FinalizedInvoice {
  readonly invoiceId: Id<"invoice">;
  readonly driverId: Id<"driver">;
  readonly currency: string;
  readonly finalizedAt: Temporal.Instant;
  readonly totalMinor: bigint;
  /** The document's VAT, one row for each country, category and rate. */
  readonly perRate: readonly TaxedAmount[];
  readonly billed: readonly InvoicedFact[];
}

/**
 * An invoice is issued: +receivable, −unbilled. VAT is reckoned per country and rate on the document; where that is
 * some minor units off the sum of what was booked, the difference goes to that country's VAT account. What remains,
 * and what the total was rounded by (öresavrundning), is one `rounding` leg. Key `invoice:<id>:finalized`.
 */
export function invoiceFinalized(invoice: FinalizedInvoice): Journal | null {
  const { currency, driverId } = invoice;
  const unbilled = invoice.billed.reduce((sum, fact) => sum + fact.grossMinor, 0n);
  const legs: Leg[] = [
    {
      account: driverAccount(driverId, "receivable"),
      amountMinor: invoice.totalMinor,
      currency,
    },
    {
      account: driverAccount(driverId, "unbilled_receivable"),
      amountMinor: -unbilled,
      currency,
    },
    ...invoice.perRate.map((row) => vatDifference(row, invoice)),
  ];
  const over = legs.reduce((sum, leg) => sum + leg.amountMinor, 0n);
  return journal({
    key: `invoice:${invoice.invoiceId}:finalized`,
    kind: "invoice_finalized",
    effectiveAt: invoice.finalizedAt,
    source: { type: "invoice", id: invoice.invoiceId },
    legs: [...legs, { account: roundingAccount, amountMinor: -over, currency }],
  });
}

function vatDifference(row: TaxedAmount, invoice: FinalizedInvoice): Leg {
  let booked = 0n;
  for (const { supplyCountry, perRate } of invoice.billed) {
    if (supplyCountry !== row.country) continue;
    for (const { vatRate, category = "S", vatMinor } of perRate) {
      if (vatRate === row.vatRate && category === row.category) booked += vatMinor;
    }
  }
  const account = vatAccount(row.country, row.vatRate);
  return { account, amountMinor: booked - row.vatMinor, currency: invoice.currency };
}
