import type { Micro, Rational } from "@/core/money/quantity";
import { MICRO, addRational, rationalOf } from "@/core/money/quantity";
import type { RoundingMode } from "@/core/money/rounding";
import { divRound } from "@/core/money/rounding";

import type { Basis, PricedCdr, PricedLine } from "./priced-cdr";
import { AMOUNT_SCALE, isSameTax } from "./priced-cdr";
import { grossOf, netOf } from "./totals";

/**
 * The ways in which partners round that nobody can call wrong: OCPI leaves rounding open.
 * The first four are as good as equal; the others are a class of their own.
 */
export type RoundingName = (typeof EQUAL)[number] | (typeof DIFFERENT)[number];

const EQUAL = ["exact", "four-decimals", "half-away", "half-even"] as const;
const DIFFERENT = [
  "down",
  "up",
  "tax-of-rounded-net",
  "each-line",
  "each-period",
  "each-dimension",
  "each-rate",
  "down-each-line",
  "down-each-period",
  "down-each-dimension",
  "up-each-line",
] as const;

/** A rounding that reproduces a claimed figure, and whether it is as good as equal. */
export type FoundRounding = { readonly name: RoundingName; readonly isEqual: boolean };

// 0.00005: the specification's numbers have four decimals.
const FOUR_DECIMALS = 50n;

/** The first rounding of our exact total on `side` that gives `claimed`, at `exponent` decimal places. */
export function findRounding(
  priced: PricedCdr,
  side: Basis,
  claimed: Micro,
  exponent: number,
): FoundRounding | undefined {
  const exact = priced[side];
  if (exact === null) return undefined;
  for (const name of EQUAL)
    if (isEqualBy(name, exact, claimed, exponent)) return { name, isEqual: true };
  for (const name of DIFFERENT)
    if (roundBy(name, { priced, side, exact, exponent }).includes(claimed))
      return { name, isEqual: false };
  return undefined;
}

function isEqualBy(
  name: (typeof EQUAL)[number],
  exact: Rational,
  claimed: Micro,
  exponent: number,
): boolean {
  switch (name) {
    case "exact":
      return exact.n * MICRO === claimed * exact.d;
    case "four-decimals": {
      const difference = exact.n * MICRO - claimed * exact.d;
      return (difference < 0n ? -difference : difference) <= FOUR_DECIMALS * exact.d;
    }
    case "half-away":
    case "half-even":
      return roundTo(exact, exponent, name) === claimed;
  }
}

type Rounding = { readonly exponent: number; readonly mode: RoundingMode };
type Attempt = { priced: PricedCdr; side: Basis; exact: Rational; exponent: number };

const GROUPED = {
  "each-line": [groupByLine, "half-away"],
  "each-period": [groupByPeriod, "half-away"],
  "each-dimension": [groupByDimension, "half-away"],
  "each-rate": [groupByRate, "half-away"],
  "down-each-line": [groupByLine, "down"],
  "down-each-period": [groupByPeriod, "down"],
  "down-each-dimension": [groupByDimension, "down"],
  "up-each-line": [groupByLine, "up"],
} as const;

/** The figures that a rounding can lead to: with tax rounded in each group, or reckoned on the sum. */
function roundBy(name: (typeof DIFFERENT)[number], attempt: Attempt): (Micro | undefined)[] {
  const { priced, side, exact, exponent } = attempt;
  switch (name) {
    case "down":
    case "up":
      return [roundTo(exact, exponent, name)];
    case "tax-of-rounded-net":
      return side === "gross" && priced.limits.length === 0
        ? [taxOfRoundedNet(priced, exponent)]
        : [];
    default: {
      // A price limit changed the total: the sum of the lines is another figure, not a rounding of it.
      if (priced.limits.length > 0) return [];
      const [group, mode] = GROUPED[name];
      const groups = group(priced.lines);
      const each = sumRounded(groups, side, { exponent, mode });
      if (side === "net") return [each];
      return [each, taxOfRoundedGroups(groups, priced.lines, { exponent, mode })];
    }
  }
}

/** `value` rounded to `exponent` places, as `Micro`. */
export function roundTo(value: Rational, exponent: number, mode: RoundingMode): Micro {
  const scale = 10n ** BigInt(exponent);
  return (divRound(value.n * scale, value.d, mode) * MICRO) / scale;
}

function sumRounded(
  groups: readonly (readonly PricedLine[])[],
  side: Basis,
  { exponent, mode }: Rounding,
): Micro | undefined {
  let sum = 0n;
  for (const group of groups) {
    const exact = exactOf(group, side);
    if (exact === null) return undefined;
    sum += roundTo(exact, exponent, mode);
  }
  return sum;
}

/** One tax on the sum of nets that were rounded by group; `undefined` where there are several taxes. */
function taxOfRoundedGroups(
  groups: readonly (readonly PricedLine[])[],
  lines: readonly PricedLine[],
  rounding: Rounding,
): Micro | undefined {
  const tax = lines[0]?.tax;
  if (tax === undefined || !lines.every((line) => isSameTax(line.tax, tax))) return undefined;
  const net = sumRounded(groups, "net", rounding);
  const gross = net === undefined ? null : grossOf(rationalOf(net), "net", tax);
  return gross === null ? undefined : roundTo(gross, rounding.exponent, "half-away");
}

function exactOf(lines: readonly PricedLine[], side: Basis): Rational | null {
  let sum: Rational = { n: 0n, d: 1n };
  for (const { amount, basis, tax } of lines) {
    const part = (side === "net" ? netOf : grossOf)({ n: amount, d: AMOUNT_SCALE }, basis, tax);
    if (part === null) return null;
    sum = addRational(sum, part);
  }
  return sum;
}

function groupByLine(lines: readonly PricedLine[]): PricedLine[][] {
  return lines.map((line) => [line]);
}

function groupByPeriod(lines: readonly PricedLine[]): PricedLine[][] {
  return [...Map.groupBy(lines, ({ periodIndex }) => periodIndex).values()];
}

function groupByDimension(lines: readonly PricedLine[]): PricedLine[][] {
  return [...Map.groupBy(lines, ({ phase, dimension }) => `${phase} ${dimension}`).values()];
}

function groupByRate(lines: readonly PricedLine[]): PricedLine[][] {
  const key = ({ tax }: PricedLine) => (tax.kind === "rate" ? tax.rate : tax.kind);
  return [...Map.groupBy(lines, key).values()];
}

/** VAT computed from each rate's net after that was rounded, and rounded again. */
function taxOfRoundedNet(priced: PricedCdr, exponent: number): Micro | undefined {
  let sum = 0n;
  for (const { tax, net } of priced.taxTotals) {
    if (net === null) return undefined;
    const rounded = rationalOf(roundTo(net, exponent, "half-away"));
    const gross = grossOf(rounded, "net", tax);
    if (gross === null) return undefined;
    sum += roundTo(gross, exponent, "half-away");
  }
  return sum;
}
