import type { Micro } from "@/core/money/quantity";
import type { CdrDimension, ChargingPeriod } from "@/core/roaming/cdr";
import type { TariffDimension } from "@/core/roaming/tariff";
import type { Zone } from "@/core/time/local-time";
import { localAt } from "@/core/time/local-time";

import type { CompiledComponent, CompiledTariff } from "./compile-tariff";
import type { Phase, RatingNote } from "./priced-cdr";
import type { RatingPolicy } from "./rating-policy";
import type { PeriodFacts } from "./restrictions";
import { selectComponent } from "./select-component";
import type { OpenLine } from "./step-size";

/** A period with its place in the CDR, its end, and the tariff that prices it. */
export type PlacedPeriod = {
  readonly period: ChargingPeriod;
  readonly periodIndex: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly tariffIndex: number;
  readonly compiled: CompiledTariff;
};

/** What the periods of one CDR are priced with. Periods in the order of time. */
export type Run = {
  readonly periods: readonly PlacedPeriod[];
  readonly zone: Zone | undefined;
  readonly policy: RatingPolicy;
  readonly sessionStartMs: number;
  readonly isReservationExpired: boolean;
};

/** What came of the periods, before step size and limits. */
export type PricedPeriods = {
  readonly lines: OpenLine[];
  readonly notes: RatingNote[];
  readonly energy: Micro;
};

type State = {
  readonly run: Run;
  readonly lines: OpenLine[];
  readonly notes: RatingNote[];
  energy: Micro;
  readonly chargingStartMs: number;
  /** The component that set the flat fee of a phase. */
  readonly flats: { [P in Phase]?: CompiledComponent };
};

/** One volume to be priced, or with `volume` 1 a flat fee. */
type Volume = {
  readonly placed: PlacedPeriod;
  readonly phase: Phase;
  readonly dimension: TariffDimension;
  readonly volume: Micro;
  readonly candidates: readonly CompiledComponent[];
  /** Energy since the session's start when the period began, and when it ended. */
  readonly energyBefore: Micro;
  readonly energyAfter: Micro;
};

/** Hours in 10⁻⁶ × this are tenths of milliseconds, exactly. */
export const HOURS_TO_UNITS = 36n;

// A second in tenths of milliseconds, and the widest error that four decimals of an hour make.
const SECOND = 10_000n;
const SNAP = 1_800n;

/** Chooses a component for every volume of every period, and prices it exactly. */
export function pricePeriods(run: Run): PricedPeriods {
  const chargingStartMs = chargingStart(run);
  const state: State = { run, lines: [], notes: [], energy: 0n, chargingStartMs, flats: {} };
  const facts = emptyFacts();
  for (const placed of run.periods) pricePeriod(state, placed, facts);
  return state;
}

/** Facts with nothing known, to be filled by `setMoment`. */
export function emptyFacts(): PeriodFacts {
  return {
    date: 0,
    secondsOfDay: 0,
    weekday: 0,
    energy: 0n,
    elapsedMs: 0,
    minPower: undefined,
    maxPower: undefined,
    minCurrent: undefined,
    maxCurrent: undefined,
  };
}

/** When charging began: the session's start, or after a reservation the first period without one. */
export function chargingStart(run: Run): number {
  const first = run.periods[0];
  if (first === undefined || !isReserved(first.period)) return run.sessionStartMs;
  const charging = run.periods.find(({ period }) => !isReserved(period));
  return charging?.startMs ?? run.sessionStartMs;
}

/** Sets the wall clock of `facts` and the time elapsed since `phaseStartMs`. */
export function setMoment(
  facts: PeriodFacts,
  atMs: number,
  phaseStartMs: number,
  zone: Zone | undefined,
): void {
  facts.elapsedMs = Math.max(0, atMs - phaseStartMs);
  if (zone === undefined) return;
  const local = localAt(zone, atMs);
  facts.date = local.date;
  facts.secondsOfDay = local.secondsOfDay;
  facts.weekday = local.weekday;
}

/** Sets the limits of power and current that a period states. */
export function setPower(facts: PeriodFacts, dimensions: readonly CdrDimension[]): void {
  facts.minPower = facts.maxPower = facts.minCurrent = facts.maxCurrent = undefined;
  for (const { type, volume } of dimensions)
    if (type === "MIN_POWER") facts.minPower = volume;
    else if (type === "MAX_POWER") facts.maxPower = volume;
    else if (type === "MIN_CURRENT") facts.minCurrent = volume;
    else if (type === "MAX_CURRENT") facts.maxCurrent = volume;
}

/** Whether a period holds reserved time. */
export function isReserved(period: ChargingPeriod): boolean {
  return period.dimensions.some(({ type }) => type === "RESERVATION_TIME");
}

function pricePeriod(state: State, placed: PlacedPeriod, facts: PeriodFacts): void {
  const { compiled, period } = placed;
  const reserved = state.run.isReservationExpired
    ? compiled.expiredReservation
    : compiled.reservation;
  const energyBefore = state.energy;
  const energyAfter = energyBefore + energyOf(period);
  state.energy = energyAfter;
  const volume = (phase: Phase, dimension: TariffDimension, amount: Micro): Volume => {
    const candidates = (phase === "charging" ? compiled.charging : reserved)[dimension];
    return { placed, phase, dimension, volume: amount, candidates, energyBefore, energyAfter };
  };
  setPower(facts, period.dimensions);
  const hasReservation = isReserved(period);
  if (hasReservation) priceFlat(state, volume("reservation", "FLAT", 1n), facts);
  if (!hasReservation || hasCharging(period))
    priceFlat(state, volume("charging", "FLAT", 1n), facts);
  for (const { type, volume: amount } of period.dimensions) {
    const dimension = CHARGED.get(type);
    if (dimension !== undefined) priceVolume(state, volume("charging", dimension, amount), facts);
    else if (type === "RESERVATION_TIME")
      priceVolume(state, volume("reservation", "TIME", amount), facts);
    else if (!MEASURED_ONLY.has(type) && amount !== 0n)
      noteOnce(state, { code: "unknown-dimension", dimension: type });
  }
}

// Dimensions that describe a period and have no price of their own.
const MEASURED_ONLY: ReadonlySet<string> = new Set([
  "CURRENT",
  "ENERGY_EXPORT",
  "ENERGY_IMPORT",
  "FLAT",
  "MAX_CURRENT",
  "MIN_CURRENT",
  "MAX_POWER",
  "MIN_POWER",
  "POWER",
  "STATE_OF_CHARGE",
]);

const CHARGED: ReadonlyMap<string, TariffDimension> = new Map([
  ["ENERGY", "ENERGY"],
  ["TIME", "TIME"],
  ["PARKING_TIME", "PARKING_TIME"],
]);

function hasCharging(period: ChargingPeriod): boolean {
  return period.dimensions.some(({ type }) => CHARGED.has(type));
}

function energyOf(period: ChargingPeriod): Micro {
  let energy = 0n;
  for (const { type, volume } of period.dimensions) if (type === "ENERGY") energy += volume;
  return energy;
}

function priceVolume(state: State, volume: Volume, facts: PeriodFacts): void {
  const { dimension, placed } = volume;
  if (volume.volume === 0n) return;
  const { periodIndex } = placed;
  if (volume.volume < 0n) state.notes.push({ code: "negative-volume", dimension, periodIndex });
  const component = select(state, volume, facts);
  if (component === undefined) return noteOnce(state, { code: "free-by-omission", dimension });
  const literal = dimension === "ENERGY" ? volume.volume : volume.volume * HOURS_TO_UNITS;
  const isSnapped = dimension !== "ENERGY" && state.run.policy.snapsToSeconds;
  addLine(state, volume, { component, quantity: isSnapped ? snap(literal) : literal, literal });
}

function priceFlat(state: State, volume: Volume, facts: PeriodFacts): void {
  const known = state.flats[volume.phase];
  if (volume.candidates.length === 0) return;
  // A single fee that is already set can't become another one.
  if (known !== undefined && volume.candidates.length === 1) return;
  const component = select(state, volume, facts);
  if (component === undefined || component === known) return;
  if (known !== undefined) {
    state.notes.push({ code: "flat-ambiguous", periodIndex: volume.placed.periodIndex });
    if (state.run.policy.flat === "once") return;
  }
  state.flats[volume.phase] = component;
  addLine(state, volume, { component, quantity: 1n, literal: 1n });
}

function addLine(
  state: State,
  { placed, phase, dimension }: Volume,
  billed: { component: CompiledComponent; quantity: bigint; literal: bigint },
): void {
  const { component, quantity, literal } = billed;
  state.lines.push({
    component,
    literal,
    line: {
      phase,
      dimension,
      periodIndex: placed.periodIndex,
      tariffIndex: placed.tariffIndex,
      elementIndex: component.elementIndex,
      componentIndex: component.componentIndex,
      price: component.price,
      basis: component.basis,
      tax: component.tax,
      quantity,
      stepAdded: 0n,
      amount: quantity * component.priceScaled,
    },
  });
}

/** Chooses at the start of the period, and notes where its last second would choose otherwise. */
function select(state: State, volume: Volume, facts: PeriodFacts): CompiledComponent | undefined {
  const { candidates, placed, dimension } = volume;
  const first = candidates[0];
  if (first === undefined || first.restrictions === undefined) return first;
  const { run, notes } = state;
  const { periodIndex } = placed;
  const phaseStartMs = volume.phase === "charging" ? state.chargingStartMs : run.sessionStartMs;
  setMoment(facts, placed.startMs, phaseStartMs, run.zone);
  facts.energy = volume.energyBefore;
  const selected = selectComponent(candidates, facts, run.policy, ({ elementIndex }, doubt) => {
    const code = doubt === "straddling" ? "period-straddles-limit" : "unverifiable-restriction";
    notes.push({ code, dimension, periodIndex, elementIndex });
  });
  if (dimension === "FLAT" || placed.endMs - placed.startMs <= 1000) return selected;
  setMoment(facts, placed.endMs - 1000, phaseStartMs, run.zone);
  if (volume.energyAfter > volume.energyBefore) facts.energy = volume.energyAfter - 1n;
  if (selectComponent(candidates, facts, run.policy) !== selected)
    notes.push({ code: "period-spans-price-change", dimension, periodIndex });
  return selected;
}

function snap(time: bigint): bigint {
  const over = ((time % SECOND) + SECOND) % SECOND;
  if (over <= SNAP) return time - over;
  return SECOND - over <= SNAP ? time + SECOND - over : time;
}

function noteOnce(
  state: State,
  note: Extract<RatingNote, { code: "free-by-omission" | "unknown-dimension" }>,
): void {
  const isKnown = state.notes.some(
    (one) => one.code === note.code && one.dimension === note.dimension,
  );
  if (!isKnown) state.notes.push(note);
}
