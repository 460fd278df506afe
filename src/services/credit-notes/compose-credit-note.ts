import type { CreditShares } from "@/core/credits/share-credit";
import type { Id } from "@/core/ids";
import { accountingVatOf } from "@/core/invoicing/accounting-vat";
import type { CreditNoteCause, CreditNoteDocument } from "@/core/invoicing/credit-note-document";
import type { AccountingVat, DocumentLine } from "@/core/invoicing/document-parts";
import { exemptionsOf } from "@/core/invoicing/exemptions";
import { sumOf } from "@/core/money/vat-amount";
import { documentVatAmount } from "@/services/documents/compose-line";
import type { CreditOriginal } from "./credit-original";
import type { PlannedCredit, PlannedLine } from "./plan-credit";

/** What the document of a credit note is made of. */
export interface CreditNoteParts extends PlannedCredit {
  readonly creditNoteId: Id<"creditNote">;
  readonly number: string;
  readonly issuedOn: Temporal.PlainDate;
  readonly cause: CreditNoteCause;
  readonly reason: string;
  readonly original: CreditOriginal;
  readonly shares: CreditShares;
}

/**
 * The document of a credit note: parties, language and VAT as on the document that it takes back (Directive 2006/112/EC
 * art. 219), its lines with what is given back of them.
 */
export function composeCreditNote(parts: CreditNoteParts): CreditNoteDocument {
  const { original, totals, shares } = parts;
  const { document } = original;
  return {
    schema: "kvitt.credit-note/1",
    creditNoteId: parts.creditNoteId,
    number: parts.number,
    issuedOn: parts.issuedOn.toString(),
    locale: document.locale,
    timeZone: document.timeZone,
    seller: document.seller,
    buyer: document.buyer,
    form: document.form,
    credits: {
      kind: original.source.of === "invoice" ? "invoice" : "receipt",
      documentId: original.documentId,
      number: document.number,
      issuedOn: document.issuedOn,
    },
    cause: parts.cause,
    reason: parts.reason,
    currency: original.currency,
    priceBasis: original.basis,
    roundingPolicy: document.roundingPolicy,
    lines: parts.lines.map(composeLine),
    perRate: totals.perRate.map(documentVatAmount),
    netMinor: totals.netMinor.toString(),
    vatMinor: totals.vatMinor.toString(),
    roundingMinor: totals.roundingMinor.toString(),
    totalMinor: totals.totalMinor.toString(),
    exemptions: exemptionsOf(totals.perRate),
    accountingVat: accountingVat(original, totals.vatMinor),
    vatTrace: document.vatTrace,
    shares: {
      toReceivableMinor: (shares.openMinor + shares.writtenOffMinor).toString(),
      toWalletMinor: shares.walletMinor.toString(),
      toPayableMinor: shares.payableMinor.toString(),
    },
  };
}

function composeLine({ original, amounts }: PlannedLine, index: number): DocumentLine {
  const sum = sumOf(amounts);
  return {
    ...original.line,
    seq: index + 1,
    netMinor: sum.netMinor.toString(),
    vatMinor: sum.vatMinor.toString(),
    grossMinor: sum.grossMinor.toString(),
    perRate: amounts.map(documentVatAmount),
  };
}

// At the original's own rate: it is that VAT which is taken back.
function accountingVat({ document, currency }: CreditOriginal, vatMinor: bigint) {
  const before: AccountingVat | null = document.accountingVat;
  if (!before) return null;
  const { currency: quote, rateMicro, rateOn: on, rateSource: source } = before;
  return accountingVatOf({
    sellerCountry: document.seller.country,
    currency,
    vatMinor,
    issuedOn: Temporal.PlainDate.from(document.issuedOn),
    accountingRates: [{ currency, quote, rateMicro, on, source }],
  });
}
