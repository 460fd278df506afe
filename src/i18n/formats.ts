import { exponentOf } from "@/core/money/currency";
import { formatScaled } from "@/core/money/quantity";

/** The languages Kvitt speaks. */
export const locales = ["sv", "en"] as const;
export type Locale = (typeof locales)[number];

// "en" follows the European habit: day before month, 24 hours.
const TAGS: Readonly<Record<Locale, string>> = { sv: "sv-SE", en: "en-GB" };

/** The BCP 47 tag that numbers and dates of a language are written by. */
export function localeTag(locale: Locale): string {
  return TAGS[locale];
}

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function cached<T extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => T): T {
  const found = cache.get(key) as T | undefined;
  if (found) return found;
  const made = make();
  cache.set(key, made);
  return made;
}

/** Minor units as people read them, exactly (never through a double): `1250n, "SEK"` → "12,50 kr". */
export function formatMoney(amountMinor: bigint, currency: string, locale: Locale): string {
  const exponent = exponentOf(currency) ?? 2;
  const format = cached(
    `money ${locale} ${currency}`,
    () =>
      new Intl.NumberFormat(localeTag(locale), {
        style: "currency",
        currency,
        minimumFractionDigits: exponent,
        maximumFractionDigits: exponent,
      }),
  );
  return format.format(decimalText(amountMinor, exponent) as Intl.StringNumericLiteral);
}

/** An exact decimal in millionths with at most `digits` places: `20450000n` → "20,45". */
export function formatMicroNumber(
  value: bigint,
  locale: Locale,
  digits = { min: 0, max: 6 },
): string {
  const format = cached(
    `number ${locale} ${digits.min} ${digits.max}`,
    () =>
      new Intl.NumberFormat(localeTag(locale), {
        minimumFractionDigits: digits.min,
        maximumFractionDigits: digits.max,
      }),
  );
  return format.format(decimalText(value, 6) as Intl.StringNumericLiteral);
}

/** Energy in millionths of a kWh: "20,45 kWh". */
export function formatEnergy(microKwh: bigint, locale: Locale): string {
  return `${formatMicroNumber(microKwh, locale, { min: 2, max: 3 })} kWh`;
}

/** A rate in 10⁻⁴ %: `250000` → "25 %". */
export function formatRate(rate: number, locale: Locale): string {
  return `${formatMicroNumber(BigInt(rate) * 100n, locale, { min: 0, max: 4 })} %`;
}

type DateStyle = "date" | "dateTime" | "time" | "month" | "dayMonth";

const STYLES: Readonly<Record<DateStyle, Intl.DateTimeFormatOptions>> = {
  date: { day: "numeric", month: "short", year: "numeric" },
  dateTime: { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" },
  time: { hour: "2-digit", minute: "2-digit" },
  month: { month: "long", year: "numeric" },
  dayMonth: { day: "numeric", month: "short" },
};

/** An instant on the wall clock of `timeZone`. */
export function formatInstant(
  at: Temporal.Instant,
  style: DateStyle,
  place: { readonly locale: Locale; readonly timeZone: string },
): string {
  const { locale, timeZone } = place;
  const format = cached(
    `date ${locale} ${timeZone} ${style}`,
    () => new Intl.DateTimeFormat(localeTag(locale), { ...STYLES[style], timeZone }),
  );
  return format.format(at.epochMilliseconds);
}

/** A calendar date ("2026-11-22") in words. */
export function formatPlainDate(date: string, locale: Locale): string {
  const noon = Temporal.PlainDate.from(date).toZonedDateTime({
    timeZone: "UTC",
    plainTime: "12:00",
  });
  return formatInstant(noon.toInstant(), "date", { locale, timeZone: "UTC" });
}

/** Elapsed time in hours and minutes: "1 h 05 min", below an hour "42 min". */
export function formatDuration(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${minutes} min`;
  return `${hours} h ${String(minutes % 60).padStart(2, "0")} min`;
}

function decimalText(value: bigint, digits: number): string {
  return formatScaled(value, digits);
}
