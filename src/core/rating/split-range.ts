import type { Rational } from "@/core/money/quantity";
import { addRational, compareRational, subtractRational } from "@/core/money/quantity";
import type { TariffDimension } from "@/core/roaming/tariff";
import type { Zone } from "@/core/time/local-time";
import { instantsAt, localAt, nextDate } from "@/core/time/local-time";

import type { CompiledComponent } from "./compile-tariff";
import type { PriceCdrInput } from "./price-cdr";
import { chargingStart, emptyFacts, isReserved, setMoment, setPower } from "./period-facts";
import { placePeriods } from "./place-periods";
import { findZone, looksExpired } from "./price-cdr";
import type { PlacedPeriod, Run } from "./run";
import { HOURS_TO_UNITS } from "./price-periods";
import type { Basis, PricedCdr } from "./priced-cdr";
import { AMOUNT_SCALE } from "./priced-cdr";
import { DEFAULT_POLICY } from "./rating-policy";
import { selectComponent } from "./select-component";
import { grossOf, netOf } from "./totals";

/** From `low` to `high`, both inclusive; equal where a reading gives one figure. */
export type Range = { readonly low: Rational; readonly high: Rational };

const ZERO: Rational = { n: 0n, d: 1n };

/**
 * The range of a CDR's totals if every period that spans a change of price may have been split
 * anywhere: from the cheapest to the dearest component that applied at some moment of it (OCPI: the
 * CPO shall start a new period then). `undefined` where price limits or reserved time are involved.
 */
export function splitRange(
  input: PriceCdrInput,
  priced: PricedCdr,
): { net: Range | null; gross: Range | null } | undefined {
  const placed = placePeriods(input);
  if (!placed.ok || priced.limits.length > 0) return undefined;
  const { periods } = placed.value;
  const zone = findZone(input.timeZone, periods);
  if (!zone.ok) return undefined;
  const run: Run = {
    periods,
    zone: zone.value,
    policy: input.policy ?? DEFAULT_POLICY,
    sessionStartMs: input.cdr.startDateTime.epochMilliseconds,
    isReservationExpired: input.isReservationExpired ?? looksExpired(input.cdr),
  };
  let net = rangeOf(priced.net);
  let gross = rangeOf(priced.gross);
  for (const note of priced.notes) {
    if (note.code !== "period-spans-price-change") continue;
    const place = periods.find(({ periodIndex }) => periodIndex === note.periodIndex);
    if (place === undefined || isReserved(place.period)) return undefined;
    const spanned = { run, place, priced, dimension: note.dimension as TariffDimension };
    net = widen(net, spanned, "net");
    gross = widen(gross, spanned, "gross");
  }
  return { net, gross };
}

type Spanned = { run: Run; place: PlacedPeriod; priced: PricedCdr; dimension: TariffDimension };

function rangeOf(value: Rational | null): Range | null {
  return value && { low: value, high: value };
}

/** Widens a range by what one volume of one period could have cost at each component. */
function widen(range: Range | null, spanned: Spanned, side: Basis): Range | null {
  const { place, priced, dimension } = spanned;
  const lines = priced.lines.filter(
    (line) => line.periodIndex === place.periodIndex && line.dimension === dimension,
  );
  const convert = side === "net" ? netOf : grossOf;
  let own: Rational = ZERO;
  let quantity = volumeOf(place, dimension);
  for (const line of lines) {
    const part = convert({ n: line.amount, d: AMOUNT_SCALE }, line.basis, line.tax);
    if (part === null) return null;
    own = addRational(own, part);
    quantity += line.stepAdded;
  }
  if (range === null) return null;
  let { low, high } = { low: ZERO, high: ZERO };
  for (const component of componentsDuring(spanned)) {
    const { priceScaled, basis, tax } = component ?? FREE;
    const other = convert({ n: quantity * priceScaled, d: AMOUNT_SCALE }, basis, tax);
    if (other === null) return null;
    const change = subtractRational(other, own);
    if (compareRational(change, low) < 0) low = change;
    if (compareRational(change, high) > 0) high = change;
  }
  return { low: addRational(range.low, low), high: addRational(range.high, high) };
}

const FREE = { priceScaled: 0n, basis: "net", tax: { kind: "none" } } as const;

function volumeOf({ period }: PlacedPeriod, dimension: TariffDimension): bigint {
  let volume = 0n;
  for (const { type, volume: part } of period.dimensions) if (type === dimension) volume += part;
  return dimension === "ENERGY" ? volume : volume * HOURS_TO_UNITS;
}

/** Every component (`undefined`: none) that applies at some moment of a period. */
function componentsDuring({ run, place, dimension }: Spanned): (CompiledComponent | undefined)[] {
  const candidates = place.compiled.charging[dimension];
  const phaseStartMs = chargingStart(run);
  const facts = emptyFacts();
  setPower(facts, place, run.policy);
  let before = 0n;
  for (const other of run.periods) {
    if (other === place) break;
    before += volumeOf(other, "ENERGY");
  }
  const energies = boundaryEnergies(candidates, before, volumeOf(place, "ENERGY"));
  const found = new Set<CompiledComponent | undefined>();
  for (const atMs of boundaryMoments(place, candidates, phaseStartMs, run.zone))
    for (const energy of energies) {
      setMoment(facts, atMs, phaseStartMs, run.zone);
      facts.energy = Number(energy);
      found.add(selectComponent(candidates, facts, run.policy));
    }
  return [...found];
}

/** Energy readings at which another component may begin to apply. */
function boundaryEnergies(
  candidates: readonly CompiledComponent[],
  before: bigint,
  during: bigint,
): bigint[] {
  const energies = [before];
  for (const { restrictions } of candidates)
    for (const bound of [restrictions?.minEnergy, restrictions?.maxEnergy])
      if (bound !== undefined && bound > before && bound < before + during)
        energies.push(BigInt(bound));
  return energies;
}

/** The start of a period and every moment inside it at which a restriction of time begins or ends. */
function boundaryMoments(
  { startMs, endMs }: PlacedPeriod,
  candidates: readonly CompiledComponent[],
  phaseStartMs: number,
  zone: Zone | undefined,
): number[] {
  const moments: number[] = [];
  for (const { restrictions } of candidates) {
    if (restrictions === undefined) continue;
    moments.push(phaseStartMs + restrictions.minMs, phaseStartMs + restrictions.maxMs);
    if (zone === undefined || !restrictions.isLocal) continue;
    const lastDate = localAt(zone, endMs).date;
    for (let date = localAt(zone, startMs).date; date <= lastDate; date = nextDate(date))
      for (const second of [0, restrictions.startS, restrictions.endS])
        moments.push(...instantsAt(zone, date, second));
  }
  return [startMs, ...moments.filter((moment) => moment > startMs && moment < endMs)];
}
