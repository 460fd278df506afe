import { formatScaled } from "@/core/money/quantity";
import { toDecimalText, type Money } from "@/core/money/money";
import type { Locale } from "./locale";

/** An event's time: an instant on the server, its text in a browser (not every browser has Temporal). */
export type Time = Temporal.Instant | string;

const TAGS: Record<Locale, string> = { sv: "sv-SE", en: "en-GB", de: "de-DE" };

type DecimalText = `${number}`;

// Intl reads decimal text exactly; a double would not hold every amount.
function numberFormat(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = numberFormats.get(key);
  if (known) return known;
  const format = new Intl.NumberFormat(TAGS[locale], options);
  numberFormats.set(key, format);
  return format;
}
const numberFormats = new Map<string, Intl.NumberFormat>();

/** An amount in its currency's own way: "1 234,50 kr", "SEK 1,234.50". */
export function formatMoney(amount: Money, locale: Locale): string {
  const format = numberFormat(locale, { style: "currency", currency: amount.currency });
  return format.format(toDecimalText(amount) as DecimalText);
}

/** The parts of an amount, for setting figures and currency apart. */
export function moneyParts(amount: Money, locale: Locale): Intl.NumberFormatPart[] {
  const format = numberFormat(locale, { style: "currency", currency: amount.currency });
  return format.formatToParts(toDecimalText(amount) as DecimalText);
}

/** Energy held in 10⁻⁶ kWh: "32,45 kWh". `digits` places after the point, rounded half away from zero. */
export function formatEnergy(microKwh: bigint, locale: Locale, digits = 2): string {
  const format = numberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    roundingMode: "halfExpand",
  });
  return `${format.format(formatScaled(microKwh, 6) as DecimalText)}\u00a0kWh`;
}

/**
 * A unit price or another derived figure in 10⁻⁶: at most four places, and at least `minimumDigits` (two),
 * so that the figures of a column stand under each other.
 */
export function formatMicroMoney(
  micro: bigint,
  currency: string,
  locale: Locale,
  minimumDigits = 2,
): string {
  const format = numberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: minimumDigits,
    maximumFractionDigits: 4,
    roundingMode: "halfExpand",
  });
  return format.format(formatScaled(micro, 6) as DecimalText);
}

/** A plain decimal text ("12.5") in the language's digits. */
export function formatDecimal(text: string, locale: Locale, maximumFractionDigits = 6): string {
  return numberFormat(locale, { maximumFractionDigits }).format(text as DecimalText);
}

/**
 * A plain decimal text ("1234.5") as somebody types it into a field: "1234,5". Thousands stay together: what reads the
 * field could take their separator for decimals.
 */
export function formatTyped(text: string, locale: Locale, maximumFractionDigits = 6): string {
  const format = numberFormat(locale, { maximumFractionDigits, useGrouping: false });
  return format.format(text as DecimalText);
}

/** A rate held in 10⁻⁴ %: 250000 is "25 %". */
export function formatRate(rate: number, locale: Locale): string {
  const format = numberFormat(locale, { maximumFractionDigits: 4 });
  return `${format.format(formatScaled(BigInt(rate), 4) as DecimalText)}\u00a0%`;
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(
  locale: Locale,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`;
  const known = dateFormats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(TAGS[locale], { ...options, timeZone, hourCycle: "h23" });
  dateFormats.set(key, format);
  return format;
}

/** Milliseconds since 1970, from either form. */
export function epochMs(at: Time): number {
  return typeof at === "string" ? Date.parse(at) : at.epochMilliseconds;
}

const STYLES = {
  date: { day: "numeric", month: "short", year: "numeric" },
  dayInWords: { day: "numeric", month: "long", year: "numeric" },
  dayMonth: { day: "numeric", month: "short" },
  weekday: { weekday: "short", day: "numeric", month: "short" },
  weekdayName: { weekday: "long" },
  weekdayTime: { weekday: "short", hour: "2-digit", minute: "2-digit" },
  time: { hour: "2-digit", minute: "2-digit" },
  seconds: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
  dateTime: { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" },
  month: { month: "long", year: "numeric" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
export type TimeStyle = keyof typeof STYLES;

/** A point in time on the wall clock of `timeZone`. */
export function formatTime(at: Time, locale: Locale, timeZone: string, style: TimeStyle): string {
  return dateFormat(locale, timeZone, STYLES[style]).format(epochMs(at));
}

/** From–to on the wall clock of `timeZone`; what both ends share is said once. */
export function formatPeriod(
  period: { readonly start: Time; readonly end: Time },
  locale: Locale,
  timeZone: string,
  style: TimeStyle = "dateTime",
): string {
  const format = dateFormat(locale, timeZone, STYLES[style]);
  const range = format.formatRange(epochMs(period.start), epochMs(period.end));
  return (
    range
      // German says "Uhr" after a range and not after a single time: neither has it here.
      .replace(/ Uhr$/u, "")
      // Swedish joins two whole dates as tightly as two hours, and a narrow column then breaks within the second.
      .replace(/(?<=\S)–(?=\d+ \p{L})/u, "\u00a0– ")
  );
}

/** A calendar day that belongs to no zone ("2026-11-30"); `inWords` with its whole month, as in letters. */
export function formatDay(
  day: string,
  locale: Locale,
  style: "short" | "inWords" = "short",
): string {
  const format = dateFormat(locale, "UTC", style === "short" ? STYLES.date : STYLES.dayInWords);
  return format.format(Date.parse(`${day}T00:00:00Z`));
}

/** A calendar month ("2026-11"): "november 2026". */
export function formatMonth(month: string, locale: Locale): string {
  return dateFormat(locale, "UTC", STYLES.month).format(Date.parse(`${month}-01T00:00:00Z`));
}

/** Elapsed time, largest units first: "1 h 07 min", "42 s". */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (hours > 0) return `${hours}\u00a0h ${String(minutes).padStart(2, "0")}\u00a0min`;
  if (minutes > 0) return `${minutes}\u00a0min`;
  return `${seconds}\u00a0s`;
}

/** A country's name in the language: "SE" is "Sverige", "Sweden". A code that has none stays as it is. */
export function formatCountry(code: string, locale: Locale): string {
  return new Intl.DisplayNames(TAGS[locale], { type: "region" }).of(code) ?? code;
}
