import { alignLines, documentTotals, type DocumentTotals } from "@/core/invoicing/totals";
import type { PriceBasis, VatAmount } from "@/core/money/vat-amount";
import type { OpenCharge } from "./find-open-charges";

/** An invoice before it is one: its charges, each with the amounts its line will show, and the totals. */
export interface InvoiceDraft {
  readonly currency: string;
  readonly basis: PriceBasis;
  readonly lines: readonly {
    readonly charge: OpenCharge;
    readonly amounts: readonly VatAmount[];
  }[];
  readonly totals: DocumentTotals;
}

/** Sorts open charges into drafts: currencies never mix on a document, nor do prices with and without VAT. */
export function draftInvoices(charges: readonly OpenCharge[]): InvoiceDraft[] {
  const groups = new Map<string, OpenCharge[]>();
  for (const charge of charges) {
    const key = `${charge.currency} ${charge.basis}`;
    groups.set(key, [...(groups.get(key) ?? []), charge]);
  }
  return [...groups.values()].map(draftOf);
}

function draftOf(charges: readonly OpenCharge[]): InvoiceDraft {
  const { currency = "", basis = "gross" } = charges[0] ?? {};
  const amounts = charges.map((charge) => charge.amounts);
  const totals = documentTotals(basis, amounts);
  const aligned = alignLines(basis, amounts, totals);
  return {
    currency,
    basis,
    totals,
    lines: charges.map((charge, index) => ({ charge, amounts: aligned[index] ?? [] })),
  };
}
