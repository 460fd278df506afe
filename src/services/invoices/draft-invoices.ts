import {
  alignLines,
  documentTotals,
  type DocumentTotals,
  type TaxedAmount,
} from "@/core/invoicing/totals";
import type { TotalRounding } from "@/core/invoicing/total-rounding";
import type { Id } from "@/core/ids";
import type { ItemWords } from "@/core/invoicing/item-words";
import type { PriceBasis, VatAmount } from "@/core/money/vat-amount";
import type { OpenCharge } from "./find-open-charges";

/** A booked item that no invoice has yet, with what its line says. */
export interface OpenItem {
  readonly id: Id<"billItem">;
  readonly words: ItemWords;
  readonly basis: PriceBasis;
  readonly currency: string;
  readonly supplyCountry: string;
  readonly periodStart: Temporal.Instant | null;
  readonly periodEnd: Temporal.Instant | null;
  readonly servicedAt: Temporal.Instant;
  readonly amounts: readonly VatAmount[];
  readonly vatTrace: readonly string[];
}

/** A line of a draft: what it bills, and the amounts that it will show. */
export type DraftLine = { readonly amounts: readonly TaxedAmount[] } & (
  | { readonly kind: "charge"; readonly charge: OpenCharge }
  | { readonly kind: "item"; readonly item: OpenItem }
);

/** An invoice before it is one: its charges, then its items, and the totals. */
export interface InvoiceDraft {
  readonly currency: string;
  readonly basis: PriceBasis;
  readonly lines: readonly DraftLine[];
  readonly totals: DocumentTotals;
}

/** What a line bills. */
export function openOf(line: DraftLine): OpenCharge | OpenItem {
  return line.kind === "charge" ? line.charge : line.item;
}

type Open =
  | { readonly kind: "charge"; readonly charge: OpenCharge; readonly of: OpenCharge }
  | { readonly kind: "item"; readonly item: OpenItem; readonly of: OpenItem };

/** Sorts what is open into drafts: currencies never mix on a document, nor do prices with and without VAT. */
export function draftInvoices(
  charges: readonly OpenCharge[],
  items: readonly OpenItem[] = [],
  rounding: TotalRounding["rule"] = "none",
): InvoiceDraft[] {
  const open: Open[] = [
    ...charges.map((charge) => ({ kind: "charge" as const, charge, of: charge })),
    ...items.map((item) => ({ kind: "item" as const, item, of: item })),
  ];
  const groups = Map.groupBy(open, ({ of }) => `${of.currency} ${of.basis}`);
  return [...groups.values()].map((group) => draftOf(group, rounding));
}

function draftOf(open: readonly Open[], rule: TotalRounding["rule"]): InvoiceDraft {
  const { currency = "", basis = "gross" } = open[0]?.of ?? {};
  const taxed = open.map(({ of }) => ({ country: of.supplyCountry, amounts: of.amounts }));
  const totals = documentTotals(basis, taxed, { rule, currency });
  const aligned = alignLines(basis, taxed, totals);
  return {
    currency,
    basis,
    totals,
    lines: open.map((line, index) => {
      const amounts = aligned[index] ?? [];
      return line.kind === "charge"
        ? { kind: "charge", charge: line.charge, amounts }
        : { kind: "item", item: line.item, amounts };
    }),
  };
}
