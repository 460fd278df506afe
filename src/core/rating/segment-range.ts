import type { Rational } from "@/core/money/quantity";
import { compareRational } from "@/core/money/quantity";

import { looksExpired, findZone, priceCdr, type PriceCdrInput } from "./price-cdr";
import { placePeriods } from "./place-periods";
import type { PricedCdr } from "./priced-cdr";
import { DEFAULT_POLICY } from "./rating-policy";
import type { Run } from "./run";
import { waysToSplit, type Way } from "./segment-ways";

/** From `low` to `high`, both inclusive; equal where there is one figure. */
export type Range = { readonly low: Rational; readonly high: Rational };
type Side = "net" | "gross";

/**
 * The range of a CDR's totals if its periods had been split where prices change (OCPI: the CPO shall
 * start a new period then). Where in a period the energy flowed is not known: from all of it in the
 * cheapest stretch to all of it in the dearest, time and bounds of kWh as they must have been, and the
 * figure as sent. Every candidate is priced by the engine, so that steps, limits, taxes and reserved
 * time count. `undefined` where no period can be split, or the CDR has no price.
 */
export function segmentRange(
  input: PriceCdrInput,
  priced: PricedCdr,
): { net: Range | null; gross: Range | null } | undefined {
  const run = runOf(input);
  if (run === undefined) return undefined;
  const candidates = run.periods
    .map((place) => ({ index: place.periodIndex, ways: waysToSplit(run, place) }))
    .filter(({ ways }) => ways.length > 0);
  if (candidates.length === 0) return undefined;
  const side = (of: Side): Range | null => {
    const sent = priced[of];
    if (sent === null) return null;
    const low = extreme(input, candidates, { of, sent, sign: -1 });
    const high = extreme(input, candidates, { of, sent, sign: 1 });
    return low && high && { low, high };
  };
  return { net: side("net"), gross: side("gross") };
}

function runOf(input: PriceCdrInput): Run | undefined {
  const placed = placePeriods(input);
  if (!placed.ok) return undefined;
  const { periods, sessionStartMs } = placed.value;
  const zone = findZone(input.timeZone, periods);
  if (!zone.ok) return undefined;
  return {
    periods,
    zone: zone.value,
    policy: input.policy ?? DEFAULT_POLICY,
    sessionStartMs,
    isReservationExpired: input.isReservationExpired ?? looksExpired(input.cdr),
  };
}

type Candidate = { readonly index: number; readonly ways: readonly Way[] };

/**
 * The total furthest in one direction. Each period's choice is made on its own: a splitting leaves the
 * meter's course outside its period as it was.
 */
function extreme(
  input: PriceCdrInput,
  candidates: readonly Candidate[],
  { of, sent, sign }: { readonly of: Side; readonly sent: Rational; readonly sign: 1 | -1 },
): Rational | null {
  const chosen = new Map<number, Way>();
  let furthest = sent;
  for (const { index, ways } of candidates) {
    let best = sent;
    for (const way of ways) {
      const total = totalOf(input, new Map([[index, way]]), of);
      if (total === null) return null;
      if (isFurther(total, furthest, sign)) furthest = total;
      if (!isFurther(total, best, sign)) continue;
      best = total;
      chosen.set(index, way);
    }
  }
  const total = totalOf(input, chosen, of);
  return total !== null && isFurther(total, furthest, sign) ? total : furthest;
}

function isFurther(a: Rational, b: Rational, sign: 1 | -1): boolean {
  return compareRational(a, b) === sign;
}

function totalOf(
  input: PriceCdrInput,
  chosen: ReadonlyMap<number, Way>,
  side: Side,
): Rational | null {
  const chargingPeriods = input.cdr.chargingPeriods.flatMap(
    (period, index) => chosen.get(index) ?? [period],
  );
  const priced = priceCdr({ ...input, cdr: { ...input.cdr, chargingPeriods } });
  return priced.ok ? priced.value[side] : null;
}
