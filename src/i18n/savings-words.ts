import { toMinor } from "@/core/money/money";
import type { Savings } from "@/core/smart-charging/savings-shown";
import { formatDecimal, formatMoney } from "./formats";
import type { Locale } from "./locale";
import { translatorFor } from "./translator";

/**
 * What charging later came to, in sentences: what it did to the driver's price, to CO₂e, and, where his price does not
 * follow the market, what it did there. It says so where later was dearer or emitted more.
 */
export function savingsWords({ saved, carbonSavedG, market }: Savings, locale: Locale): string[] {
  const say = translatorFor(locale, "documents");
  const amountOf = (minor: bigint, currency: string) =>
    formatMoney({ amountMinor: minor < 0n ? -minor : minor, currency }, locale);
  const words: string[] = [];
  if (saved === null) words.push(say("savings.later"));
  else if (saved.amountMinor === 0n) words.push(say("savings.same"));
  else {
    const amount = amountOf(saved.amountMinor, saved.currency);
    words.push(say(saved.amountMinor > 0n ? "savings.saved" : "savings.dearer", { amount }));
  }
  if (carbonSavedG !== null && carbonSavedG !== 0) {
    const mass = massOf(Math.abs(carbonSavedG), locale);
    words.push(say(carbonSavedG > 0 ? "savings.carbonLess" : "savings.carbonMore", { mass }));
  }
  if (market && (saved === null || saved.amountMinor === 0n)) {
    const { savedMicro, currency } = market;
    const { amountMinor } = toMinor(savedMicro, currency, "half-away");
    const amount = amountOf(amountMinor, currency);
    if (amountMinor !== 0n) {
      words.push(
        say(amountMinor > 0n ? "savings.marketCheaper" : "savings.marketDearer", { amount }),
      );
    }
  }
  return words;
}

function massOf(grams: number, locale: Locale): string {
  return grams < 1_000 ? `${grams} g` : `${formatDecimal((grams / 1_000).toFixed(1), locale)} kg`;
}
