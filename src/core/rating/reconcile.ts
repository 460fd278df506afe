import { exponentOf } from "@/core/money/currency";
import type { Micro } from "@/core/money/quantity";
import { MICRO, toMicro } from "@/core/money/quantity";
import type { Outcome } from "@/core/outcome";
import type { Price } from "@/core/roaming/price";

import type { ClaimParts, PartFinding } from "./claim-parts";
import { compareParts } from "./claim-parts";
import type { PriceCdrInput } from "./price-cdr";
import { priceCdr } from "./price-cdr";
import type { Basis, PricedCdr, Unpriceable } from "./priced-cdr";
import type { Reading, ReadingName } from "./readings";
import { alternativeReadings } from "./readings";
import type { RoundingName } from "./roundings";
import { findRounding, roundTo } from "./roundings";

/**
 * - `match`: equal to four decimals, or to the minor unit by an ordinary rounding.
 * - `rounding`: another rounding that OCPI leaves open reproduces it, or it is within what roundings
 *   can add up to, or within the partner's tolerance.
 * - `explainable`: one named alternative reading reproduces it.
 * - `mismatch`: nothing does; to be held.
 * - `unpriceable`: there is no figure of ours to compare with.
 */
export type Verdict = "match" | "rounding" | "explainable" | "mismatch" | "unpriceable";

/** How a claimed figure came out of ours. */
export type ClaimReading =
  | RoundingName
  | ReadingName
  | "within-bound"
  | "within-tolerance"
  | "no-tax-charged";

/** One compared figure, or a fact that decided. Data, so that every language can say it. */
export type Finding =
  | {
      readonly code: "compared";
      readonly side: Basis;
      readonly claimed: Micro;
      /** Ours, rounded to 10⁻⁶. */
      readonly ours: Micro;
      readonly difference: Micro;
      readonly verdict: Verdict;
      readonly reading: ClaimReading | null;
    }
  | PartFinding
  | { readonly code: "claim-is-zero"; readonly energy: Micro }
  | { readonly code: "currency-differs"; readonly claimed: string; readonly ours: string }
  | { readonly code: "not-comparable" }
  | { readonly code: "unpriceable"; readonly reason: Unpriceable };

/** The verdict on what a CPO claims for a CDR. */
export type ClaimVerdict = {
  readonly verdict: Verdict;
  /** Claim minus ours, 10⁻⁶ of the currency: before taxes, or after them where only that is known. */
  readonly differenceMicro: Micro | null;
  /** What reproduces the claim, of the side that decided; `null` for a mismatch. */
  readonly reading: ClaimReading | null;
  readonly findings: readonly Finding[];
};

/** The input of `reconcile`. */
export type ReconcileInput = {
  readonly claim: Price;
  readonly currency: string;
  readonly priced: Outcome<PricedCdr, Unpriceable>;
  /** What the partner's policy lets pass beyond rounding, 10⁻⁶ of the currency; 0 for nothing. */
  readonly tolerance: Micro;
  readonly readings?: readonly Reading[];
  /** The parts of the claim, to say where a mismatch lies. */
  readonly parts?: ClaimParts;
};

/**
 * Compares a CPO's claim with our exact price, on both sides of tax where both are known; the worse
 * side decides. A claim of zero for energy that has a price is held: it may mean "not priced".
 */
export function reconcile(input: ReconcileInput): ClaimVerdict {
  const { claim, currency, priced: outcome } = input;
  if (!outcome.ok) return without("unpriceable", { code: "unpriceable", reason: outcome.reason });
  const priced = outcome.value;
  const exponent = exponentOf(priced.currency);
  if (currency !== priced.currency || exponent === undefined)
    return without("mismatch", {
      code: "currency-differs",
      claimed: currency,
      ours: priced.currency,
    });
  const sides: Compared[] = [];
  const context = { input, priced, exponent };
  const net = compareSide(context, "net", claim.beforeTaxes);
  if (net !== undefined) sides.push(net);
  const gross =
    claim.afterTaxes === undefined ? undefined : compareSide(context, "gross", claim.afterTaxes);
  if (gross !== undefined) sides.push(forgiveUntaxed(gross, net, claim));
  const worst = sides.toSorted((a, b) => RANK[b.verdict] - RANK[a.verdict])[0];
  if (worst === undefined) return without("unpriceable", { code: "not-comparable" });
  const isZero = isSuspiciousZero(context, claim);
  const isHeld = isZero || worst.verdict === "mismatch";
  const parts = isHeld && input.parts !== undefined ? compareParts(input.parts, priced) : [];
  const findings: Finding[] = [...sides, ...parts];
  return {
    verdict: isZero ? "mismatch" : worst.verdict,
    differenceMicro: sides[0]?.difference ?? null,
    reading: isZero ? null : worst.reading,
    findings: isZero ? [{ code: "claim-is-zero", energy: priced.energy }, ...findings] : findings,
  };
}

/**
 * Prices a CDR and gives the verdict on its claim; alternative readings are tried only where the
 * claim is not reproduced otherwise.
 */
export function reconcileCdr(
  input: PriceCdrInput & Pick<ReconcileInput, "claim" | "tolerance" | "parts">,
): { priced: Outcome<PricedCdr, Unpriceable>; verdict: ClaimVerdict } {
  const priced = priceCdr(input);
  const { claim, tolerance, parts } = input;
  const request = { claim, tolerance, parts, currency: input.cdr.currency, priced };
  const verdict = reconcile(request);
  if (!priced.ok || verdict.verdict !== "mismatch") return { priced, verdict };
  const readings = alternativeReadings(input, priced.value);
  return { priced, verdict: readings.length === 0 ? verdict : reconcile({ ...request, readings }) };
}

type Compared = Extract<Finding, { code: "compared" }>;
type Context = { input: ReconcileInput; priced: PricedCdr; exponent: number };

const RANK: Record<Verdict, number> = {
  match: 0,
  rounding: 1,
  explainable: 2,
  mismatch: 3,
  unpriceable: 4,
};

function without(verdict: Verdict, finding: Finding): ClaimVerdict {
  return { verdict, differenceMicro: null, reading: null, findings: [finding] };
}

function compareSide(context: Context, side: Basis, claimed: Micro): Compared | undefined {
  const exact = context.priced[side];
  if (exact === null) return undefined;
  const ours = toMicro(exact, "half-away");
  const difference = claimed - ours;
  const result = judge(context, side, claimed, difference);
  return { code: "compared", side, claimed, ours, difference, ...result };
}

function judge(
  { input, priced, exponent }: Context,
  side: Basis,
  claimed: Micro,
  difference: Micro,
): { verdict: Verdict; reading: ClaimReading | null } {
  const rounding = findRounding(priced, side, claimed, exponent);
  if (rounding !== undefined)
    return { verdict: rounding.isEqual ? "match" : "rounding", reading: rounding.name };
  const size = difference < 0n ? -difference : difference;
  const bound = roundingBound(priced, exponent);
  if (size <= bound) return { verdict: "rounding", reading: "within-bound" };
  if (size <= input.tolerance) return { verdict: "rounding", reading: "within-tolerance" };
  for (const reading of input.readings ?? []) {
    const range = reading[side];
    if (range === null) continue;
    const low = toMicro(range.low, "floor") - bound;
    const high = toMicro(range.high, "ceil") + bound;
    if (claimed >= low && claimed <= high) return { verdict: "explainable", reading: reading.name };
  }
  return { verdict: "mismatch", reading: null };
}

/** Half a minor unit for each line, each tax and the total: more than that is no rounding. */
function roundingBound(priced: PricedCdr, exponent: number): Micro {
  const half = MICRO / 10n ** BigInt(exponent) / 2n;
  return half * BigInt(priced.lines.length + priced.taxTotals.length + 1);
}

// A CPO abroad may charge no tax: the buyer accounts for it (reverse charge).
function forgiveUntaxed(gross: Compared, net: Compared | undefined, claim: Price): Compared {
  const isUntaxed = claim.afterTaxes === claim.beforeTaxes;
  const isForgiven = isUntaxed && gross.verdict === "mismatch" && net?.verdict !== "mismatch";
  return isForgiven && net !== undefined
    ? { ...gross, verdict: "explainable", reading: "no-tax-charged" }
    : gross;
}

function isSuspiciousZero({ priced, exponent }: Context, claim: Price): boolean {
  if (claim.beforeTaxes !== 0n || priced.energy <= 0n) return false;
  const ours = priced.net ?? priced.gross;
  return ours !== null && roundTo(ours, exponent, "half-away") > 0n;
}
