import type { DocumentSums } from "@/core/invoicing/document-parts";
import { accountingVatOf, type AccountingRate } from "@/core/invoicing/accounting-vat";
import { exemptionsOf } from "@/core/invoicing/exemptions";
import type { DocumentTotals } from "@/core/invoicing/totals";
import type { PriceBasis } from "@/core/money/vat-amount";
import { documentVatAmount } from "./compose-line";

/** What the sums of a document are made of. */
export interface SumParts {
  readonly currency: string;
  readonly basis: PriceBasis;
  readonly totals: DocumentTotals;
  readonly vatTrace: readonly string[];
  /** The country of the seller, and the rates that its VAT may be stated at in its currency. */
  readonly sellerCountry: string;
  readonly issuedOn: Temporal.PlainDate;
  readonly accountingRates?: readonly AccountingRate[] | undefined;
}

/** The sums of a document that bills or gives back. */
export function composeSums(parts: SumParts): DocumentSums {
  const { totals } = parts;
  return {
    currency: parts.currency,
    priceBasis: parts.basis,
    roundingPolicy: "vat-per-rate-on-total",
    perRate: totals.perRate.map(documentVatAmount),
    netMinor: totals.netMinor.toString(),
    vatMinor: totals.vatMinor.toString(),
    roundingMinor: totals.roundingMinor.toString(),
    totalMinor: totals.totalMinor.toString(),
    exemptions: exemptionsOf(totals.perRate),
    accountingVat: accountingVatOf({ ...parts, vatMinor: totals.vatMinor }),
    vatTrace: [...new Set(parts.vatTrace)],
  };
}
