import type {
  ChargeReceiptDocument,
  ReceiptDocument,
  TopUpReceiptDocument,
} from "@/core/invoicing/receipt-document";
import { money } from "@/core/money/money";
import { formatDay, formatMoney, formatTime } from "@/i18n/formats";
import { savingsWords } from "@/i18n/savings-words";
import { translatorFor } from "@/i18n/translator";
import type { PrintedDocument, ViewFact } from "./printed-document";
import { tableOfLines, viewLines } from "./view-lines";
import { viewParty } from "./view-party";
import { sumMarks, sumNotes, viewTotals } from "./view-sums";

/** A receipt ready to be printed: of a charge, with its VAT, or of a top-up, which has none. */
export function receiptView(document: ReceiptDocument): PrintedDocument {
  return document.of === "charge" ? chargeReceipt(document) : topUpReceipt(document);
}

function chargeReceipt(document: ChargeReceiptDocument): PrintedDocument {
  const { locale } = document;
  const say = translatorFor(locale, "documents");
  const marks = document.form === "simplified" ? [say("mark.simplified")] : [];
  return {
    ...commonOf(document),
    marks: [...marks, ...sumMarks(document, locale)],
    facts: [
      ...factsOf(document),
      { label: say("suppliedOn"), value: formatDay(document.suppliedOn, locale) },
      { label: say("receipt.paidWith"), value: say("receipt.wallet") },
      { label: say("plan"), value: document.planName },
    ],
    tables: [tableOfLines(locale, viewLines(document, document.lines))],
    totals: viewTotals(document, locale),
    notes: [...sumNotes(document, locale), ...savingsNotes(document)],
  };
}

/** One note: what charging later than at once came to. */
function savingsNotes({ savings, locale }: ChargeReceiptDocument): string[] {
  if (!savings) return [];
  const { savedMinor, savedCurrency, marketSavedMicro, marketCurrency, carbonSavedG } = savings;
  const shown = {
    saved: savedMinor && savedCurrency ? money(BigInt(savedMinor), savedCurrency) : null,
    market:
      marketSavedMicro && marketCurrency
        ? { savedMicro: BigInt(marketSavedMicro), currency: marketCurrency }
        : null,
    carbonSavedG,
  };
  return [savingsWords(shown, locale).join(" ")];
}

function topUpReceipt(document: TopUpReceiptDocument): PrintedDocument {
  const { locale, currency } = document;
  const say = translatorFor(locale, "documents");
  const amount = formatMoney({ amountMinor: BigInt(document.totalMinor), currency }, locale);
  const { paidWith } = document;
  return {
    ...commonOf(document),
    marks: [],
    facts: [
      ...factsOf(document),
      ...(paidWith === null ? [] : [{ label: say("receipt.paidWith"), value: paidWith }]),
    ],
    tables: [
      {
        caption: say("lines"),
        columns: [
          { label: say("receipt.what") },
          { label: say("receipt.amount"), width: 110, isFigure: true },
        ],
        rows: [[{ text: say("receipt.topup") }, { text: amount }]],
      },
    ],
    totals: [],
    notes: [say("receipt.topupNote")],
  };
}

function factsOf(document: ReceiptDocument): ViewFact[] {
  const { locale, timeZone } = document;
  const say = translatorFor(locale, "documents");
  return [
    { label: say("receipt.number"), value: document.number },
    { label: say("reminder.issuedOn"), value: formatDay(document.issuedOn, locale) },
    {
      label: say("receipt.paidAt"),
      value: formatTime(document.paidAt, locale, timeZone, "dateTime"),
    },
    { label: say("customerNumber"), value: document.buyer.customerNumber },
  ];
}

function commonOf(document: ReceiptDocument) {
  const { locale, seller, buyer, currency } = document;
  const say = translatorFor(locale, "documents");
  const isAbroad = seller.country !== buyer.country;
  const total = formatMoney({ amountMinor: BigInt(document.totalMinor), currency }, locale);
  return {
    locale,
    title: say("receipt.title", { number: document.number, seller: seller.name }),
    author: seller.name,
    issuedOn: document.issuedOn,
    heading: say("receipt.heading"),
    factsLabel: say("factsLabel"),
    parties: [
      viewParty(say("buyer"), buyer, { locale, isAbroad }),
      viewParty(say("seller"), seller, { locale, isAbroad }),
    ],
    totalsLabel: say("totalsLabel"),
    sum: { label: say("receipt.total"), value: total },
    notesLabel: say("notesLabel"),
    pageOf: (page: number, pages: number) => say("page", { page, pages }),
  };
}
