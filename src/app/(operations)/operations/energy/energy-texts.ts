import { divRound } from "@/core/money/rounding";
import { formatDecimal, formatMicroMoney, formatTime } from "@/i18n/formats";
import type { Locale } from "@/i18n/locale";
import { formatScaled } from "@/core/money/quantity";

/** A price per kWh in 10⁻⁶ of its currency: "€0.0431/kWh". A dash where nothing is known. */
export function priceText(micro: bigint | null, currency: string | null, locale: Locale): string {
  if (micro === null || currency === null) return "–";
  return `${formatMicroMoney(micro, currency, locale, 4)}/kWh`;
}

/** A carbon intensity in 10⁻⁶ g per kWh: "63 g/kWh". A dash where nothing is known. */
export function carbonText(micro: bigint | null, locale: Locale): string {
  if (micro === null) return "–";
  const grams = divRound(micro, 1_000_000n, "half-away").toString();
  return `${formatDecimal(grams, locale)}\u00a0g/kWh`;
}

/** 10⁻⁶ as a number for a drawing. */
export function drawn(micro: bigint | null): number | null {
  return micro === null ? null : Number(formatScaled(micro, 6));
}

/** A clock time of a day: "Mon 18:00". */
export function hourText(startsMs: number, timeZone: string, locale: Locale): string {
  return formatTime(new Date(startsMs).toISOString(), locale, timeZone, "weekdayTime");
}
