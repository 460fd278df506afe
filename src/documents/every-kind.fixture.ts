import type { CreditNoteDocument } from "@/core/invoicing/credit-note-document";
import type { InvoiceDocument } from "@/core/invoicing/invoice-document";
import type { IssuedDocument } from "@/core/invoicing/issued-document";
import { aCharge, aFirm, issuedInvoice } from "@/core/invoicing/issued-invoice.fixture";
import type { ChargeReceiptDocument } from "@/core/invoicing/receipt-document";
import type { SettlementLine } from "@/core/invoicing/settlement-document";

const invoice: InvoiceDocument = issuedInvoice([
  aCharge,
  { ...aCharge, supplyCountry: "NL", amounts: [[210_000, 12_100n]] },
]);
const { seller, buyer, periodStart, periodEnd } = invoice;
const head = {
  issuedOn: "2026-11-03",
  locale: "sv",
  timeZone: "Europe/Stockholm",
  seller,
} as const;
const { sums } = partsOf(invoice);

/** A credit note of a whole invoice, and of what it was. */
export function aCreditNote(of: InvoiceDocument = invoice): CreditNoteDocument {
  const parts = partsOf(of);
  return {
    ...head,
    ...parts.sums,
    schema: "kvitt.credit-note/1",
    number: "KC-2026-000007",
    creditNoteId: "n1",
    form: "full",
    buyer: of.buyer,
    credits: { kind: "invoice", documentId: "d1", number: of.number, issuedOn: of.issuedOn },
    cause: "dispute",
    reason: "Kontakten släppte inte.",
    lines: parts.lines,
    shares: { toReceivableMinor: "10000", toWalletMinor: "12100", toPayableMinor: "0" },
  };
}

/** The receipt of a charge that a firm's wallet paid. */
export const aReceipt: ChargeReceiptDocument = {
  ...head,
  ...partsOf(issuedInvoice([aCharge])).sums,
  schema: "kvitt.receipt/1",
  number: "KR-2026-000001",
  of: "charge",
  form: "simplified",
  buyer: aFirm,
  planName: "Kontant",
  paidAt: "2026-10-04T20:41:00Z",
  suppliedOn: "2026-10-04",
  lines: partsOf(issuedInvoice([aCharge])).lines.filter((line) => line.kind === "charge"),
  paidBy: "wallet",
};

const creditor = { ...seller, name: "Nordström Laddning AB", party: "SE-NSL" };
const cdr: SettlementLine = {
  seq: 1,
  cdrId: "c1",
  cdrRef: "NSL-000123",
  place: "Sveavägen 44",
  city: "Stockholm",
  supplyCountry: "SE",
  startedAt: aCharge.startedAt,
  endedAt: "2026-10-04T20:41:00Z",
  energyMicroKwh: "20450000",
  netMinor: "8000",
};

/** One issued document of each kind; two where a kind has two forms. */
export const everyKind: readonly IssuedDocument[] = [
  { kind: "invoice", document: { ...invoice, locale: "en" } },
  { kind: "credit_note", document: aCreditNote() },
  { kind: "receipt", document: aReceipt },
  {
    kind: "receipt",
    document: {
      ...head,
      schema: "kvitt.receipt/1",
      number: "KR-2026-000002",
      of: "topup",
      buyer,
      paidAt: "2026-10-02T08:00:00Z",
      topupId: "t1",
      currency: "SEK",
      totalMinor: "50000",
      paidWith: "Visa •••• 4242",
    },
  },
  {
    kind: "reminder",
    document: {
      ...head,
      schema: "kvitt.reminder/1",
      number: "KP-2026-000003",
      dunningCaseId: "u1",
      level: "collection_notice",
      step: 2,
      buyer,
      currency: "SEK",
      invoices: [
        {
          documentId: "d1",
          number: invoice.number,
          issuedOn: "2026-10-03",
          dueOn: "2026-10-13",
          totalMinor: "22100",
          openMinor: "22100",
        },
      ],
      additions: [
        {
          words: { code: "reminder_fee", parameters: { invoice: invoice.number } },
          amountMinor: "6000",
          interest: null,
        },
        {
          words: {
            code: "late_interest",
            parameters: { invoice: invoice.number, from: "2026-10-14", until: "2026-11-03" },
          },
          amountMinor: "121",
          interest: { from: "2026-10-14", until: "2026-11-03", rate: 100_000, baseMinor: "22100" },
        },
      ],
      totalMinor: "28221",
      payBy: "2026-11-13",
      howToPay: {
        bankAccount: "BG 5555-0001",
        reference: invoice.number,
        payUrl: "https://kvitt.example/invoices/1",
        collectOn: "2026-11-10",
      },
    },
  },
  {
    kind: "statement",
    document: {
      ...head,
      schema: "kvitt.statement/1",
      number: "KS-2026-000004",
      of: "wallet",
      buyer,
      currency: "SEK",
      periodStart,
      periodEnd,
      openingMinor: "1000",
      closingMinor: "41000",
      entries: [
        {
          at: "2026-10-02T08:00:00Z",
          kind: "topup",
          reference: "KR-2026-000002",
          amountMinor: "50000",
          balanceMinor: "51000",
        },
        {
          at: "2026-10-04T20:41:00Z",
          kind: "charge",
          reference: "Sveavägen 44",
          amountMinor: "-10000",
          balanceMinor: "41000",
        },
      ],
    },
  },
  {
    kind: "settlement",
    document: {
      ...head,
      schema: "kvitt.settlement/1",
      number: "KA-2026-000005",
      settlementId: "s1",
      creditor,
      currency: "SEK",
      periodStart,
      periodEnd,
      lines: [cdr],
      energyMicroKwh: "20450000",
      totalMinor: "8000",
      invoicedBy: "operator",
    },
  },
  {
    kind: "self_billing",
    document: {
      ...head,
      ...sums,
      schema: "kvitt.self-billing/1",
      number: "KB-SE-NSL-2026-000006",
      settlementId: "s1",
      form: "full",
      seller: creditor,
      buyer: { ...seller, customerNumber: "SE-KVT" },
      agreedOn: "2026-01-01",
      dueOn: "2026-12-03",
      periodStart,
      periodEnd,
      suppliedFrom: "2026-10-04",
      suppliedUntil: "2026-10-04",
      lines: [cdr, { ...cdr, seq: 2, cdrRef: "NSL-000124" }],
      paymentTerms: { days: 30, bankAccount: "SE45 5000 0000 0583 9825 7466" },
    },
  },
];

function partsOf(of: InvoiceDocument) {
  const { currency, priceBasis, roundingPolicy, perRate, netMinor, vatMinor, roundingMinor } = of;
  const { totalMinor, exemptions, accountingVat, vatTrace } = of;
  const amounts = { perRate, netMinor, vatMinor, roundingMinor, totalMinor };
  const rest = { exemptions, accountingVat, vatTrace };
  return { sums: { currency, priceBasis, roundingPolicy, ...amounts, ...rest }, lines: of.lines };
}
