import type {
  ChargeLine,
  DocumentParty,
  DocumentVatAmount,
  ItemLine,
} from "@/core/invoicing/document-parts";
import type { InvoiceDocument } from "@/core/invoicing/invoice-document";
import { money, toRational } from "@/core/money/money";
import { showFigures, shownLines } from "@/core/rating/shown-price";
import { decodeExplanation } from "@/core/rating/stored-price";
import {
  formatCountry,
  formatDay,
  formatEnergy,
  formatMicroMoney,
  formatMoney,
  formatMonth,
  formatRate,
  formatTime,
} from "@/i18n/formats";
import { textOfItem } from "@/i18n/item-words";
import type { Locale } from "@/i18n/locale";
import { noteOfLine, wordsOfItem } from "@/i18n/price-words";
import { translatorFor } from "@/i18n/translator";

/** A labelled value of the head of a document. */
export interface ViewFact {
  readonly label: string;
  readonly value: string;
}

/** A party with its address, ready to be printed line by line. */
export interface ViewParty {
  readonly label: string;
  readonly lines: readonly string[];
}

/** A charge as a reader sees it. */
export interface ViewLine {
  readonly title: string;
  readonly detail: string;
  readonly late: string | null;
  readonly energy: string;
  readonly rate: string;
  readonly net: string;
  readonly gross: string;
  /** How the price came about; adds up to the line's amount in the plan's basis. */
  readonly trail: readonly ViewTrail[];
}

/** A line of a price: what it is for, why, and how much. */
export interface ViewTrail {
  readonly label: string;
  readonly note: string;
  readonly amount: string;
}

/**
 * An invoice ready for a reader: every text and figure in the document's language. Page, PDF and mail
 * show this one model, so that they cannot disagree.
 */
export interface InvoiceView {
  readonly locale: Locale;
  readonly heading: string;
  readonly title: string;
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
  /** What opens the trails. */
  readonly trailLabel: string;
  readonly totals: readonly ViewFact[];
  readonly toPay: ViewFact;
  readonly notes: readonly string[];
  pageOf(page: number, pages: number): string;
}

/** Builds the view of an issued invoice from its canonical document alone. */
export function invoiceView(document: InvoiceDocument): InvoiceView {
  const { locale, currency } = document;
  const say = translatorFor(locale, "documents");
  const amount = (minor: string) => formatMoney({ amountMinor: BigInt(minor), currency }, locale);
  return {
    locale,
    heading: say("invoice"),
    title: say("title", { number: document.number, seller: document.seller.name }),
    facts: factsOf(document),
    seller: partyOf(document, "seller"),
    buyer: partyOf(document, "buyer"),
    columns: {
      charge: say("charge"),
      energy: say("energy"),
      rate: say("vatRate"),
      net: say("amountNet"),
      gross: say("amountGross"),
    },
    lines: linesOf(document),
    trailLabel: say("trail"),
    totals: [
      { label: say("net"), value: amount(document.netMinor) },
      ...document.perRate.map((row) => ({
        label: say("vatAt", { rate: formatRate(row.vatRate, locale), net: amount(row.netMinor) }),
        value: amount(row.vatMinor),
      })),
    ],
    toPay: { label: say("total"), value: amount(document.totalMinor) },
    notes: notesOf(document),
    pageOf: (page, pages) => say("page", { page, pages }),
  };
}

function factsOf(document: InvoiceDocument): ViewFact[] {
  const { locale } = document;
  const say = translatorFor(locale, "documents");
  const day = (at: string) => formatTime(at, locale, document.timeZone, "date");
  const lastDay = lastMoment(document.periodEnd);
  return [
    { label: say("number"), value: document.number },
    { label: say("issuedOn"), value: formatDay(document.issuedOn, locale) },
    { label: say("dueOn"), value: formatDay(document.dueOn, locale) },
    { label: say("customerNumber"), value: document.buyer.customerNumber },
    { label: say("period"), value: `${day(document.periodStart)} – ${day(lastDay)}` },
    { label: say("plan"), value: document.planName },
  ];
}

function partyOf(document: InvoiceDocument, which: "seller" | "buyer"): ViewParty {
  const { locale } = document;
  const party: DocumentParty = document[which];
  const say = translatorFor(locale, "documents");
  const isAbroad = document.seller.country !== document.buyer.country;
  return {
    label: say(which),
    lines: [
      party.name,
      ...party.address,
      ...(isAbroad ? [formatCountry(party.country, locale)] : []),
      ...(party.organisationNumber
        ? [`${say("organisationNumber")} ${party.organisationNumber}`]
        : []),
      ...(party.vatNumber ? [`${say("vatNumber")} ${party.vatNumber}`] : []),
      party.email,
    ],
  };
}

function linesOf(document: InvoiceDocument): ViewLine[] {
  const { locale, currency } = document;
  const say = translatorFor(locale, "documents");
  return document.lines.map((line) => ({
    ...(line.kind === "charge" ? chargeWords(document, line) : itemWords(document, line)),
    late:
      line.lateFrom === null ? null : say("late", { month: formatMonth(line.lateFrom, locale) }),
    rate: ratesOf(line.perRate, locale),
    net: formatMoney({ amountMinor: BigInt(line.netMinor), currency }, locale),
    gross: formatMoney({ amountMinor: BigInt(line.grossMinor), currency }, locale),
    trail: line.kind === "charge" ? trailOf(document, line) : [],
  }));
}

type LineWords = Pick<ViewLine, "title" | "detail" | "energy">;

function chargeWords({ locale, timeZone }: InvoiceDocument, line: ChargeLine): LineWords {
  const from = formatTime(line.startedAt, locale, timeZone, "dateTime");
  const to = formatTime(line.endedAt, locale, timeZone, "time");
  return {
    title: [line.place, line.city].filter((part) => part !== "").join(", "),
    detail: `${from}–${to} · ${line.operator}`,
    energy: formatEnergy(BigInt(line.energyMicroKwh), locale),
  };
}

function itemWords({ locale, timeZone }: InvoiceDocument, line: ItemLine): LineWords {
  const day = (at: string) => formatTime(at, locale, timeZone, "date");
  const { periodStart, periodEnd, servicedAt } = line;
  const detail =
    periodStart === null || periodEnd === null
      ? day(servicedAt)
      : `${day(periodStart)} – ${day(lastMoment(periodEnd))}`;
  return { title: textOfItem(line.words, locale), detail, energy: "" };
}

function lastMoment(end: string): string {
  return Temporal.Instant.from(end).subtract({ milliseconds: 1 }).toString();
}

/** The words of the session's page, in the document's language. Older documents may hold no explanation. */
function trailOf({ locale, currency, priceBasis }: InvoiceDocument, line: ChargeLine): ViewTrail[] {
  if (Array.isArray(line.explanation)) return [];
  const speech = { say: translatorFor(locale, "price"), locale, currency };
  const lines = shownLines(decodeExplanation(line.explanation));
  const minor = BigInt(priceBasis === "gross" ? line.grossMinor : line.netMinor);
  const total = toRational(money(minor, currency));
  const { amounts, rounding, digits } = showFigures(lines, currency, total);
  const amount = (micro: bigint) => formatMicroMoney(micro, currency, locale, digits);
  const trail = lines.map(({ item }, index) => {
    const words = wordsOfItem(item, speech);
    const note = noteOfLine(words, speech);
    return { label: words.label, note, amount: amount(amounts[index] ?? 0n) };
  });
  if (rounding === 0n) return trail;
  return [...trail, { label: speech.say("rounding"), note: "", amount: amount(rounding) }];
}

function ratesOf(perRate: readonly DocumentVatAmount[], locale: Locale): string {
  return perRate.map((row) => formatRate(row.vatRate, locale)).join(", ");
}

function notesOf(document: InvoiceDocument): string[] {
  const say = translatorFor(document.locale, "documents");
  const { days, bankAccount } = document.paymentTerms;
  return [
    say("terms", { days }),
    ...(bankAccount ? [`${say("bank")}: ${bankAccount}`] : []),
    say("vatNote", { basis: document.priceBasis }),
    say("priceDetailsHint"),
  ];
}
