import type { Micro, Rational } from "@/core/money/quantity";
import { compareRational, rationalOf, toMicro } from "@/core/money/quantity";
import type { Price } from "@/core/roaming/price";

import type { Basis, PricedCdr } from "./priced-cdr";
import { type ReadingName, type Standing, standingOf, weakerOf } from "./reading-names";
import type { Reading, Readings } from "./readings";
import { roundTo } from "./roundings";
import type { Range } from "./segment-range";

/** How much of a difference a reading explains. Amounts in 10⁻⁶ of the currency. */
export type Explained = {
  readonly reading: ReadingName;
  /** A reading of taxes that had to come on top. */
  readonly second?: ReadingName;
  /** Which version of the tariff, for `other-version`. */
  readonly label?: string;
  /** The weaker standing of the two. */
  readonly standing: Standing;
  /** The side of tax that the amounts speak of: before taxes unless only the other differs. */
  readonly side: Basis;
  /** What the reading gives, minus ours. */
  readonly explainedMicro: Micro;
  /** The claim minus what the reading gives: roundings. */
  readonly remainingMicro: Micro;
};

/** What readings are held against. */
export type ReadingQuestion = {
  readonly claim: Price;
  readonly priced: PricedCdr;
  /** Decimal places of the currency. */
  readonly exponent: number;
  /** What roundings can add up to, 10⁻⁶ of the currency. */
  readonly bound: Micro;
};

/**
 * The simplest reading that gives a claim on every side of tax that both state: a single one before a
 * pair; of those the better standing; of those one that gives it to the minor unit before one within
 * `bound`; of those the first in the order of `READING_NAMES`.
 */
export function findReading(
  { single, pairs }: Readings,
  question: ReadingQuestion,
): Explained | undefined {
  const found = best(single, question) ?? best(pairs, question);
  return found && explain(found, question);
}

const STANDINGS: readonly Standing[] = ["arguable", "mistake", "absurd"];

function best(readings: readonly Reading[], question: ReadingQuestion): Reading | undefined {
  const half = 500_000n / 10n ** BigInt(question.exponent);
  for (const standing of STANDINGS) {
    const standingSo = readings.filter((reading) => standingOfAll(reading) === standing);
    for (const slack of [half, question.bound]) {
      const found = standingSo.find((reading) => fits(reading, question, slack));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function standingOfAll({ name, second }: Reading): Standing {
  const own = standingOf(name);
  return second === undefined ? own : weakerOf(own, standingOf(second));
}

function fits(reading: Reading, { claim }: ReadingQuestion, slack: Micro): boolean {
  let isCompared = false;
  for (const side of ["net", "gross"] as const) {
    const range = reading[side];
    const claimed = claimedOn(claim, side);
    if (range === null || claimed === undefined) continue;
    const low = toMicro(range.low, "floor") - slack;
    const high = toMicro(range.high, "ceil") + slack;
    if (claimed < low || claimed > high) return false;
    isCompared = true;
  }
  return isCompared;
}

function claimedOn(claim: Price, side: Basis): Micro | undefined {
  return side === "net" ? claim.beforeTaxes : claim.afterTaxes;
}

function explain(reading: Reading, question: ReadingQuestion): Explained | undefined {
  const side = sideOf(reading, question);
  const range = reading[side];
  const ours = question.priced[side];
  const claimed = claimedOn(question.claim, side);
  if (range === null || ours === null || claimed === undefined) return undefined;
  const given = toMicro(nearest(range, rationalOf(claimed)), "half-away");
  const { name, second, label } = reading;
  return {
    reading: name,
    ...(second !== undefined && { second }),
    ...(label !== undefined && { label }),
    standing: standingOfAll(reading),
    side,
    explainedMicro: given - toMicro(ours, "half-away"),
    remainingMicro: claimed - given,
  };
}

/** Before taxes, unless the claim agrees with ours there to the minor unit. */
function sideOf(reading: Reading, { claim, priced, exponent }: ReadingQuestion): Basis {
  if (priced.net === null || reading.net === null) return "gross";
  if (claim.afterTaxes === undefined || priced.gross === null || reading.gross === null)
    return "net";
  const ours = roundTo(priced.net, exponent, "half-away");
  return roundTo(rationalOf(claim.beforeTaxes), exponent, "half-away") === ours ? "gross" : "net";
}

function nearest({ low, high }: Range, value: Rational): Rational {
  if (compareRational(value, low) < 0) return low;
  return compareRational(value, high) > 0 ? high : value;
}
