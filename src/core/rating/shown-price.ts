import { exponentOf } from "@/core/money/currency";
import type { Micro, Rational } from "@/core/money/quantity";
import { ZERO, addRational, toMicro } from "@/core/money/quantity";
import { divRound } from "@/core/money/rounding";

import type { ExplanationLine } from "./explain";

/**
 * The figures of a price as people read them. Whoever adds up `amounts` and `rounding` as they stand comes
 * to the total, to the last digit shown. All in 10⁻⁶ of the currency.
 */
export type ShownFigures = {
  /** One for each line, rounded to `digits` places. */
  readonly amounts: readonly Micro[];
  /** What the one rounding of the total added, and what the places left out; 0: nothing to say. */
  readonly rounding: Micro;
  readonly total: Micro;
  /** Places after the point: those of the currency where that is exact, else four. */
  readonly digits: number;
};

const FINE = 4;

/** The lines that people are shown: a promise that took nothing off is no part of a price. */
export function shownLines<
  L extends { readonly item: { readonly kind: string }; readonly amount: Rational },
>(lines: readonly L[]): L[] {
  return lines.filter(({ item, amount }) => item.kind !== "promise" || amount.n !== 0n);
}

/**
 * Rounds the lines of one basis for people, so that they add up to `total`; without one, to their own
 * exact sum, rounded to the same places.
 */
export function showFigures(
  lines: readonly Pick<ExplanationLine, "amount">[],
  currency: string,
  total?: Rational,
): ShownFigures {
  const exact = lines.map(({ amount }) => amount);
  const coarse = exponentOf(currency) ?? 2;
  const all = total === undefined ? exact : [...exact, total];
  const isCoarse = all.every(({ n, d }) => (n * 10n ** BigInt(coarse)) % d === 0n);
  const digits = isCoarse ? coarse : Math.max(coarse, FINE);
  const shown = (value: Rational) => atPlaces(toMicro(value, "half-away"), digits);
  const amounts = exact.map(shown);
  const sum = shown(total ?? exact.reduce(addRational, ZERO));
  return { amounts, rounding: sum - amounts.reduce((a, b) => a + b, 0n), total: sum, digits };
}

function atPlaces(micro: Micro, digits: number): Micro {
  const unit = 10n ** BigInt(Math.max(0, 6 - digits));
  return divRound(micro, unit, "half-away") * unit;
}
