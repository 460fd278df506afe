import { exponentOf } from "@/core/money/currency";
import type { Micro } from "@/core/money/quantity";
import { MICRO, toMicro } from "@/core/money/quantity";
import type { Outcome } from "@/core/outcome";
import type { Price } from "@/core/roaming/price";

import type { ClaimParts, PartFinding } from "./claim-parts";
import { compareParts } from "./claim-parts";
import { priceCdr } from "./price-cdr";
import type { Basis, PricedCdr, Unpriceable } from "./priced-cdr";
import { type Explained, findReading } from "./find-reading";
import type { ReadingName } from "./reading-names";
import { alternativeReadings, type Readings, type ReadingsInput } from "./readings";
import type { RoundingName } from "./roundings";
import { findRounding, roundTo } from "./roundings";

/**
 * - `match`: equal to four decimals, or to the minor unit by an ordinary rounding.
 * - `rounding`: another rounding that OCPI leaves open reproduces it, or it is within what roundings
 *   can add up to, or within the partner's tolerance.
 * - `explainable`: one named alternative reading reproduces it, or two. That is not the same as right.
 * - `mismatch`: nothing does, or nothing that anybody could mean; to be held.
 * - `unpriceable`: there is no figure of ours to compare with: something is missing.
 * - `malformed`: there is none, because what came contradicts itself.
 */
export type Verdict =
  | "match"
  | "rounding"
  | "explainable"
  | "mismatch"
  | "unpriceable"
  | "malformed";

/** How a claimed figure came out of ours. */
export type ClaimReading = RoundingName | ReadingName | "within-bound" | "within-tolerance";

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
  /**
   * What reproduces the claim, of the side that decided; `null` where nothing does. A mismatch has one
   * where only an absurd reading gives it.
   */
  readonly reading: ClaimReading | null;
  /** How much the alternative reading explains, where there is one. */
  readonly explained?: Explained;
  readonly findings: readonly Finding[];
};

/** The input of `reconcile`. */
export type ReconcileInput = {
  readonly claim: Price;
  readonly currency: string;
  readonly priced: Outcome<PricedCdr, Unpriceable>;
  /** What the partner's policy lets pass beyond rounding, 10⁻⁶ of the currency; 0 for nothing. */
  readonly tolerance: Micro;
  /** The same for a claim below ours; absent means `tolerance`. */
  readonly toleranceBelow?: Micro;
  readonly readings?: Readings;
  /** The parts of the claim, to say where a mismatch lies. */
  readonly parts?: ClaimParts;
};

/**
 * Compares a CPO's claim with our exact price, on both sides of tax where both are known; the worse
 * side decides. A claim of zero for energy that has a price is held: it may mean "not priced".
 */
function reconcile(input: ReconcileInput): ClaimVerdict {
  const { claim, currency, priced: outcome } = input;
  if (!outcome.ok) {
    const { reason } = outcome;
    const verdict = MALFORMED.has(reason.code) ? "malformed" : "unpriceable";
    return without(verdict, { code: "unpriceable", reason });
  }
  const priced = outcome.value;
  const exponent = exponentOf(priced.currency);
  if (currency !== priced.currency || exponent === undefined)
    return without("mismatch", {
      code: "currency-differs",
      claimed: currency,
      ours: priced.currency,
    });
  const context = { input, priced, exponent };
  const sides = compareSides(context);
  if (sides.length === 0) return without("unpriceable", { code: "not-comparable" });
  const isZero = isSuspiciousZero(context, claim);
  const { explained, compared } = isZero ? { compared: sides } : explainSides(context, sides);
  const worst = compared.toSorted((a, b) => RANK[b.verdict] - RANK[a.verdict])[0];
  const verdict = isZero ? "mismatch" : (worst?.verdict ?? "unpriceable");
  const parts =
    verdict === "mismatch" && input.parts !== undefined ? compareParts(input.parts, priced) : [];
  const findings: Finding[] = [...compared, ...parts];
  return {
    verdict,
    differenceMicro: compared[0]?.difference ?? null,
    reading: isZero ? null : (explained?.reading ?? worst?.reading ?? null),
    ...(explained !== undefined && { explained }),
    findings: isZero ? [{ code: "claim-is-zero", energy: priced.energy }, ...findings] : findings,
  };
}

/**
 * Prices a CDR and gives the verdict on its claim; alternative readings are tried only where the
 * claim is not reproduced otherwise.
 */
export function reconcileCdr(
  input: ReadingsInput & Pick<ReconcileInput, "claim" | "tolerance" | "toleranceBelow" | "parts">,
): { priced: Outcome<PricedCdr, Unpriceable>; verdict: ClaimVerdict } {
  const priced = priceCdr(input);
  const { claim, tolerance, toleranceBelow, parts } = input;
  const request = { claim, tolerance, toleranceBelow, parts, currency: input.cdr.currency, priced };
  const verdict = reconcile(request);
  const isSettled = !priced.ok || verdict.differenceMicro === null || !needsReading(verdict);
  if (isSettled) return { priced, verdict };
  const readings = alternativeReadings(input, priced.value);
  return { priced, verdict: reconcile({ ...request, readings }) };
}

/** A claim that nothing gives, or only that no tax was charged, which readings say in amounts. */
function needsReading({ verdict }: ClaimVerdict): boolean {
  return verdict === "mismatch" || verdict === "explainable";
}

type Compared = Extract<Finding, { code: "compared" }>;
type Context = { input: ReconcileInput; priced: PricedCdr; exponent: number };

const RANK: Record<Verdict, number> = {
  match: 0,
  rounding: 1,
  explainable: 2,
  mismatch: 3,
  unpriceable: 4,
  malformed: 5,
};

// What came contradicts itself; the other reasons say what is missing.
const MALFORMED: ReadonlySet<Unpriceable["code"]> = new Set([
  "no-periods",
  "volume-out-of-range",
  "malformed-tariff",
  "unknown-currency",
]);

function without(verdict: Verdict, finding: Finding): ClaimVerdict {
  return { verdict, differenceMicro: null, reading: null, findings: [finding] };
}

function compareSides(context: Context): Compared[] {
  const { claim } = context.input;
  const net = compareSide(context, "net", claim.beforeTaxes);
  const gross =
    claim.afterTaxes === undefined ? undefined : compareSide(context, "gross", claim.afterTaxes);
  const sides = net === undefined ? [] : [net];
  return gross === undefined ? sides : [...sides, forgiveUntaxed(gross, net, claim)];
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
  if (size <= roundingBound(priced, exponent))
    return { verdict: "rounding", reading: "within-bound" };
  const { tolerance, toleranceBelow = tolerance } = input;
  if (size <= (difference < 0n ? toleranceBelow : tolerance))
    return { verdict: "rounding", reading: "within-tolerance" };
  return { verdict: "mismatch", reading: null };
}

/**
 * Looks for the reading that gives a claim which ours does not. An absurd one is named and leaves it a
 * mismatch: either the claim is a thousandfold, or the volumes are, which also price the driver's side.
 */
function explainSides(
  { input, priced, exponent }: Context,
  sides: readonly Compared[],
): { explained?: Explained; compared: readonly Compared[] } {
  const isOpen = sides.some(({ verdict }) => RANK[verdict] >= RANK.explainable);
  if (!isOpen || input.readings === undefined) return { compared: sides };
  const bound = roundingBound(priced, exponent);
  const question = { claim: input.claim, priced, exponent, bound };
  const explained = findReading(input.readings, question);
  if (explained === undefined) return { compared: sides };
  const isRefused = explained.standing === "absurd";
  const compared = sides.map((side) =>
    RANK[side.verdict] < RANK.explainable
      ? side
      : {
          ...side,
          verdict: isRefused ? ("mismatch" as const) : ("explainable" as const),
          reading: explained.reading,
        },
  );
  return { explained, compared };
}

/** Roundings that fall one way so often are no chance: they have a name, and are found by it. */
const MOST_ROUNDINGS = 20;

/** Half a minor unit for each line, each tax and the total: more than that is no rounding. */
function roundingBound(priced: PricedCdr, exponent: number): Micro {
  const half = MICRO / 10n ** BigInt(exponent) / 2n;
  const roundings = priced.lines.length + priced.taxTotals.length + 1;
  return half * BigInt(Math.min(roundings, MOST_ROUNDINGS));
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
