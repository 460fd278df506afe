import type { InvoiceDocument } from "@/core/invoicing/invoice-document";
import { formatDay, formatMoney, formatTime } from "@/i18n/formats";
import type { Locale } from "@/i18n/locale";
import { translatorFor } from "@/i18n/translator";
import type { PrintedDocument, PrintedTable, ViewFact, ViewParty } from "./printed-document";
import { viewGroups, type ViewGroup } from "./view-groups";
import { lastMoment, tableOfLines, viewLines, type ViewLine } from "./view-lines";
import { viewParty } from "./view-party";
import { sumMarks, sumNotes, viewTotals } from "./view-sums";

/**
 * An invoice ready for a reader: every text and figure in the document's language. Page, PDF and mail
 * show this one model, so that they cannot disagree.
 */
export interface InvoiceView {
  readonly locale: Locale;
  readonly heading: string;
  readonly title: string;
  readonly marks: readonly string[];
  readonly facts: readonly ViewFact[];
  readonly seller: ViewParty;
  readonly buyer: ViewParty;
  readonly columns: {
    readonly charge: string;
    readonly energy: string;
    readonly rate: string;
    readonly net: string;
    readonly gross: string;
  };
  readonly lines: readonly ViewLine[];
  /** The lines by what they were for, with their sums; none where the buyer does not divide them. */
  readonly groups: readonly ViewGroup[];
  /** What opens the trails. */
  readonly trailLabel: string;
  readonly totals: readonly ViewFact[];
  readonly toPay: ViewFact;
  readonly notes: readonly string[];
  pageOf(page: number, pages: number): string;
}

/** Builds the view of an issued invoice from its canonical document alone. */
export function invoiceView(document: InvoiceDocument): InvoiceView {
  const { locale, currency, seller, buyer } = document;
  const say = translatorFor(locale, "documents");
  const isAbroad = seller.country !== buyer.country;
  const total = formatMoney({ amountMinor: BigInt(document.totalMinor), currency }, locale);
  return {
    locale,
    heading: say("invoice"),
    title: say("title", { number: document.number, seller: seller.name }),
    marks: sumMarks(document, locale),
    facts: factsOf(document),
    seller: viewParty(say("seller"), seller, { locale, isAbroad }),
    buyer: viewParty(say("buyer"), buyer, { locale, isAbroad }),
    columns: {
      charge: say("charge"),
      energy: say("energy"),
      rate: say("vatRate"),
      net: say("amountNet"),
      gross: say("amountGross"),
    },
    lines: viewLines(document, document.lines),
    groups: viewGroups(document),
    trailLabel: say("trail"),
    totals: viewTotals(document, locale),
    toPay: { label: say("total"), value: total },
    notes: notesOf(document),
    pageOf: (page, pages) => say("page", { page, pages }),
  };
}

/** The same view, as it is printed. */
export function printInvoice(document: InvoiceDocument): PrintedDocument {
  const view = invoiceView(document);
  const say = translatorFor(view.locale, "documents");
  return {
    locale: view.locale,
    title: view.title,
    author: document.seller.name,
    issuedOn: document.issuedOn,
    heading: view.heading,
    marks: view.marks,
    factsLabel: say("factsLabel"),
    facts: view.facts,
    parties: [view.buyer, view.seller],
    tables: tablesOf(view),
    totalsLabel: say("totalsLabel"),
    totals: view.totals,
    sum: view.toPay,
    notesLabel: say("notesLabel"),
    notes: view.notes,
    pageOf: view.pageOf,
  };
}

/** One table, or one for each part of a bill that is divided. */
function tablesOf({ locale, lines, groups }: InvoiceView): PrintedTable[] {
  if (groups.length === 0) return [tableOfLines(locale, lines)];
  return groups.map((group) => {
    const own = group.at.flatMap((index) => lines[index] ?? []);
    const table = tableOfLines(locale, own);
    const { sumLabel, net, vat, gross } = group;
    const sum = [
      { text: sumLabel, detail: vat },
      { text: "" },
      { text: "" },
      { text: net },
      { text: gross },
    ];
    return { ...table, caption: group.label, rows: [...table.rows, sum] };
  });
}

function factsOf(document: InvoiceDocument): ViewFact[] {
  const { locale } = document;
  const say = translatorFor(locale, "documents");
  const day = (at: string) => formatTime(at, locale, document.timeZone, "date");
  const until = lastMoment(document.periodEnd);
  return [
    { label: say("number"), value: document.number },
    { label: say("issuedOn"), value: formatDay(document.issuedOn, locale) },
    { label: say("dueOn"), value: formatDay(document.dueOn, locale) },
    { label: say("customerNumber"), value: document.buyer.customerNumber },
    { label: say("period"), value: `${day(document.periodStart)} – ${day(until)}` },
    ...(document.planName === "" ? [] : [{ label: say("plan"), value: document.planName }]),
  ];
}

function notesOf(document: InvoiceDocument): string[] {
  const { locale, lines, references } = document;
  const say = translatorFor(locale, "documents");
  const { days, bankAccount } = document.paymentTerms;
  const numbers = references.map(({ number }) => number).join(", ");
  const hasCharges = lines.some(({ kind }) => kind === "charge");
  return [
    say("terms", { days }),
    ...(bankAccount ? [`${say("bank")}: ${bankAccount}`] : []),
    ...(numbers === "" ? [] : [say("references", { numbers })]),
    ...sumNotes(document, locale),
    ...(hasCharges
      ? [say("vatNote", { basis: document.priceBasis }), say("priceDetailsHint")]
      : []),
  ];
}
