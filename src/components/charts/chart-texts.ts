import { formatDecimal, formatTime } from "@/i18n/formats";
import type { Locale } from "@/i18n/locale";
import type { TimeChartData } from "./chart-data";

const DAY_MS = 86_400_000;

/** A time as a chart says it: the clock, with the weekday where the chart is longer than a day. */
export function clockText(
  at: number,
  { timeZone, times, endsAt }: Pick<TimeChartData, "timeZone" | "times" | "endsAt">,
  locale: Locale,
): string {
  const isLong = endsAt - (times[0] ?? endsAt) > DAY_MS;
  const text = new Date(at).toISOString();
  return formatTime(text, locale, timeZone, isLong ? "weekdayTime" : "time");
}

/** A figure with its unit; a dash where nothing is known. */
export function figureText(
  value: number | null,
  { unit, digits }: Pick<TimeChartData, "unit" | "digits">,
  locale: Locale,
): string {
  if (value === null) return "–";
  const text = formatDecimal(String(Number(value.toFixed(digits))), locale, digits);
  return `${text}\u00a0${unit}`;
}
