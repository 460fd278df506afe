import type { Id } from "@/core/ids";
import type { VatAmount } from "@/core/money/vat-amount";
import { driverAccount, roundingAccount, vatAccount } from "@/core/ledger/account";
import { journal, type Journal, type Leg } from "@/core/ledger/journal";

/** A charge on the invoice, as it was booked at acceptance (not as the document's line shares the VAT). */
export interface InvoicedCharge {
  readonly supplyCountry: string;
  readonly grossMinor: bigint;
  readonly perRate: readonly VatAmount[];
}

/** What an invoice asks for, and what its charges were booked with. */
export interface FinalizedInvoice {
  readonly invoiceId: Id<"invoice">;
  readonly driverId: Id<"driver">;
  readonly currency: string;
  readonly finalizedAt: Temporal.Instant;
  readonly totalMinor: bigint;
  /** The document's VAT, one row a rate. */
  readonly perRate: readonly VatAmount[];
  readonly charges: readonly InvoicedCharge[];
}

/**
 * An invoice is issued: +receivable, −unbilled. VAT is reckoned per rate on the document; where that is
 * some minor units off the sum of the charges, the difference goes to the VAT account (of several
 * countries with one rate: the one with the most VAT) and what remains to one `rounding` leg.
 * Key `invoice:<id>:finalized`.
 */
export function invoiceFinalized(invoice: FinalizedInvoice): Journal | null {
  const { currency, driverId } = invoice;
  const unbilled = invoice.charges.reduce((sum, charge) => sum + charge.grossMinor, 0n);
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
    ...invoice.perRate.flatMap((document) => vatDifference(document, invoice)),
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

function vatDifference(document: VatAmount, invoice: FinalizedInvoice): Leg[] {
  const booked = new Map<string, bigint>();
  for (const charge of invoice.charges) {
    for (const amount of charge.perRate) {
      if (amount.vatRate !== document.vatRate) continue;
      booked.set(charge.supplyCountry, (booked.get(charge.supplyCountry) ?? 0n) + amount.vatMinor);
    }
  }
  const country = mostTaxed(booked);
  if (country === undefined) return [];
  const sum = [...booked.values()].reduce((total, vat) => total + vat, 0n);
  const account = vatAccount(country, document.vatRate);
  return [{ account, amountMinor: sum - document.vatMinor, currency: invoice.currency }];
}

function mostTaxed(booked: ReadonlyMap<string, bigint>): string | undefined {
  const countries = [...booked].toSorted(
    ([a, vatA], [b, vatB]) => Number(vatB > vatA) - Number(vatB < vatA) || (a < b ? -1 : 1),
  );
  return countries[0]?.[0];
}
