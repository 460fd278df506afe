import type {
  ChargeLine,
  DocumentLine,
  DocumentVatAmount,
  ItemLine,
} from "@/core/invoicing/document-parts";
import { money, toRational } from "@/core/money/money";
import { showFigures, shownLines } from "@/core/rating/shown-price";
import { decodeExplanation } from "@/core/rating/stored-price";
import {
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
import type { PrintedTable, ViewTrail } from "./printed-document";

/** A charge or an item as a reader sees it. */
export interface ViewLine {
  readonly title: string;
  readonly detail: string;
  readonly late: string | null;
  /** "" for an item. */
  readonly energy: string;
  readonly rate: string;
  readonly net: string;
  readonly gross: string;
  /** How the price came about; adds up to the line's amount in the plan's basis. */
  readonly trail: readonly ViewTrail[];
}

/** What lines are read by. */
export interface LineContext {
  readonly locale: Locale;
  readonly timeZone: string;
  readonly currency: string;
  readonly priceBasis: "gross" | "net";
  /** Prices are explained; not on what gives back a part of one. */
  readonly hasTrails?: boolean;
}

/** The lines of a document that bills or gives back. */
export function viewLines(context: LineContext, lines: readonly DocumentLine[]): ViewLine[] {
  const { locale, currency, hasTrails = true } = context;
  const say = translatorFor(locale, "documents");
  return lines.map((line) => ({
    ...(line.kind === "charge" ? chargeWords(context, line) : itemWords(context, line)),
    late:
      line.lateFrom === null ? null : say("late", { month: formatMonth(line.lateFrom, locale) }),
    rate: ratesOf(line.perRate, locale),
    net: formatMoney({ amountMinor: BigInt(line.netMinor), currency }, locale),
    gross: formatMoney({ amountMinor: BigInt(line.grossMinor), currency }, locale),
    trail: hasTrails && line.kind === "charge" ? trailOf(context, line) : [],
  }));
}

/** The table that lines are printed in. */
export function tableOfLines(locale: Locale, lines: readonly ViewLine[]): PrintedTable {
  const say = translatorFor(locale, "documents");
  return {
    caption: say("lines"),
    columns: [
      { label: say("charge") },
      { label: say("energy"), width: 66, isFigure: true },
      { label: say("vatRate"), width: 44, isFigure: true },
      { label: say("amountNet"), width: 78, isFigure: true },
      { label: say("amountGross"), width: 78, isFigure: true },
    ],
    rows: lines.map((line) => [
      {
        text: line.late === null ? line.title : `${line.title} (${line.late})`,
        detail: line.detail,
        trail: line.trail,
      },
      { text: line.energy },
      { text: line.rate },
      { text: line.net },
      { text: line.gross },
    ]),
  };
}

/** The last moment of a half-open period. */
export function lastMoment(end: string): string {
  return Temporal.Instant.from(end).subtract({ milliseconds: 1 }).toString();
}

type LineWords = Pick<ViewLine, "title" | "detail" | "energy">;

function chargeWords({ locale, timeZone }: LineContext, line: ChargeLine): LineWords {
  const from = formatTime(line.startedAt, locale, timeZone, "dateTime");
  const to = formatTime(line.endedAt, locale, timeZone, "time");
  return {
    title: [line.place, line.city].filter((part) => part !== "").join(", "),
    detail: `${from}–${to} · ${line.operator}`,
    energy: formatEnergy(BigInt(line.energyMicroKwh), locale),
  };
}

function itemWords({ locale, timeZone }: LineContext, line: ItemLine): LineWords {
  const day = (at: string) => formatTime(at, locale, timeZone, "date");
  const { periodStart, periodEnd, servicedAt } = line;
  const detail =
    periodStart === null || periodEnd === null
      ? day(servicedAt)
      : `${day(periodStart)} – ${day(lastMoment(periodEnd))}`;
  return { title: textOfItem(line.words, locale), detail, energy: "" };
}

/** The words of the session's page, in the document's language. Older documents may hold no explanation. */
function trailOf({ locale, currency, priceBasis }: LineContext, line: ChargeLine): ViewTrail[] {
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
  return perRate
    .map(({ category, vatRate }) =>
      category === "AE" || category === "O" ? "–" : formatRate(vatRate, locale),
    )
    .join(", ");
}
