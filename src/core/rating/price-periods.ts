import type { TariffDimension } from "@/core/roaming/tariff";

import type { Candidates, CompiledComponent } from "./compile-tariff";
import {
  chargingStart,
  durationOrigin,
  emptyFacts,
  isReservedTime,
  setMoment,
  setPower,
} from "./period-facts";
import type { Phase, RatingNote } from "./priced-cdr";
import type { PeriodFacts } from "./restrictions";
import type { PlacedPeriod, Run } from "./run";
import type { DoubtListener } from "./select-component";
import { selectComponent } from "./select-component";
import type { OpenLine } from "./step-size";

/** What came of the periods, before step size and limits. */
export type PricedPeriods = {
  readonly lines: OpenLine[];
  /** 10⁻⁶ kWh, a safe integer. */
  readonly energy: number;
  /** Time of any kind that the periods state, in tenths of milliseconds. */
  readonly time: number;
  /** The index of a period whose volumes no double can sum exactly; −1 if there is none. */
  readonly outOfRange: number;
};

/** The pricing of one CDR under way. One object for all its periods, because the loop is hot. */
type State = {
  readonly run: Run;
  readonly lines: OpenLine[];
  readonly notes: RatingNote[];
  readonly flats: { readonly [P in Phase]: CompiledComponent[] };
  readonly chargingStartMs: number;
  readonly reservationStartMs: number;
  readonly atStart: PeriodFacts;
  readonly atEnd: PeriodFacts;
  placed: PlacedPeriod;
  /** Whether `atStart` and `atEnd` have the wall clock of `placed`. */
  isPlaced: boolean;
  energy: number;
  energyBefore: number;
  time: number;
  /** The sum of all volumes without their signs: bounds every other sum. */
  magnitude: number;
};

/** Hours in 10⁻⁶ × this are tenths of milliseconds, exactly. */
const HOUR_UNITS_PER_MICRO = 36;

// 10⁸ kWh or hours: times 36, and with the largest step on top, that is still a safe integer.
const LARGEST_MAGNITUDE = 100_000_000_000_000;

// A second in tenths of milliseconds, and the widest error that four decimals of an hour make.
const SECOND = 10_000;
const SNAP = 1_800;

// What would apply one second before the end shows whether the period should have been split.
const LAST_MS = 1_000;

/**
 * Chooses a component for every volume of every period and counts what it prices, in safe integers.
 * What is questionable is added to `notes`.
 */
export function pricePeriods(run: Run, notes: RatingNote[]): PricedPeriods {
  const [first] = run.periods;
  const lines: OpenLine[] = [];
  if (first === undefined) return { lines, energy: 0, time: 0, outOfRange: -1 };
  const state: State = {
    run,
    lines,
    notes,
    flats: { charging: [], reservation: [] },
    chargingStartMs: chargingStart(run),
    reservationStartMs: durationOrigin(run),
    atStart: emptyFacts(),
    atEnd: emptyFacts(),
    placed: first,
    isPlaced: false,
    energy: 0,
    energyBefore: 0,
    time: 0,
    magnitude: 0,
  };
  for (const placed of run.periods) {
    state.placed = placed;
    pricePeriod(state);
    if (state.magnitude > LARGEST_MAGNITUDE)
      return { lines, energy: 0, time: 0, outOfRange: placed.periodIndex };
  }
  return { lines, energy: state.energy, time: state.time, outOfRange: -1 };
}

function pricePeriod(state: State): void {
  const { placed } = state;
  const { dimensions } = placed.period;
  state.isPlaced = false;
  state.energyBefore = state.energy;
  let isReserved = false;
  let isCharging = false;
  for (const { type, volume } of dimensions)
    if (type === "ENERGY") {
      state.energy += Number(volume);
      isCharging = true;
    } else if (type === "TIME" || type === "PARKING_TIME") isCharging = true;
    else if (isReservedTime(type)) isReserved = true;
  if (placed.compiled.needsPower) readPower(state);
  if (isReserved) priceFlat(state, "reservation");
  // No start fee for a reservation that ran out: OCPI mod_tariffs, ReservationRestrictionType.
  if (!state.run.isReservationExpired && (isCharging || !isReserved)) priceFlat(state, "charging");
  for (const { type, volume } of dimensions)
    if (type === "ENERGY") priceEnergy(state, Number(volume));
    else if (type === "TIME") priceTime(state, "charging", "TIME", Number(volume));
    else if (type === "PARKING_TIME") priceTime(state, "charging", "PARKING_TIME", Number(volume));
    else if (isReservedTime(type)) priceTime(state, "reservation", "TIME", Number(volume));
    else if (!MEASURED_ONLY.has(type) && volume !== 0n)
      noteOnce(state, { code: "unknown-dimension", dimension: type });
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

function readPower({ atStart, atEnd, placed, run, notes }: State): void {
  if (setPower(atStart, placed, run.policy))
    notes.push({ code: "power-estimated", periodIndex: placed.periodIndex });
  atEnd.minPower = atStart.minPower;
  atEnd.maxPower = atStart.maxPower;
  atEnd.minCurrent = atStart.minCurrent;
  atEnd.maxCurrent = atStart.maxCurrent;
}

function priceEnergy(state: State, energy: number): void {
  if (energy === 0 || !isInRange(state, energy)) return;
  priceVolume(state, "charging", "ENERGY", energy);
}

/** Adds a volume to the sum that bounds all others, and answers whether that is still exact. */
function isInRange(state: State, volume: number): boolean {
  state.magnitude += Math.abs(volume);
  return state.magnitude <= LARGEST_MAGNITUDE;
}

function priceTime(state: State, phase: Phase, dimension: TariffDimension, hours: number): void {
  if (hours === 0 || !isInRange(state, hours)) return;
  const literal = hours * HOUR_UNITS_PER_MICRO;
  const quantity = state.run.policy.snapsToSeconds ? snap(literal) : literal;
  // A blink of less than a fifth of a second comes to nothing.
  if (quantity === 0) return;
  state.time += quantity;
  const line = priceVolume(state, phase, dimension, quantity);
  if (line !== undefined) line.literal += literal - quantity;
}

function priceVolume(
  state: State,
  phase: Phase,
  dimension: TariffDimension,
  quantity: number,
): OpenLine | undefined {
  const { periodIndex } = state.placed;
  if (quantity < 0) state.notes.push({ code: "negative-volume", dimension, periodIndex });
  const candidates = candidatesOf(state, phase)[dimension];
  const component = select(state, phase, candidates);
  if (candidates[0]?.restrictions !== undefined)
    noteChange(state, phase, { candidates, component, quantity, dimension });
  if (component !== undefined) return addLine(state, phase, component, quantity);
  noteOnce(state, { code: "free-by-omission", dimension });
  return undefined;
}

function priceFlat(state: State, phase: Phase): void {
  const candidates = candidatesOf(state, phase).FLAT;
  const [first] = candidates;
  if (first === undefined) return;
  const charged = state.flats[phase];
  // A single fee that is already charged can't become another one.
  if (candidates.length === 1 && charged.includes(first)) return;
  const component = select(state, phase, candidates);
  if (component === undefined || charged.includes(component)) return;
  if (charged.length > 0) {
    if (component.price === 0n) return;
    state.notes.push({ code: "flat-ambiguous", periodIndex: state.placed.periodIndex });
    if (state.run.policy.flat === "once") return;
  }
  charged.push(component);
  addLine(state, phase, component, 1);
}

function candidatesOf({ run, placed }: State, phase: Phase): Candidates {
  const { compiled } = placed;
  if (phase === "charging") return compiled.charging;
  return run.isReservationExpired ? compiled.expiredReservation : compiled.reservation;
}

function addLine(
  { lines, placed }: State,
  phase: Phase,
  component: CompiledComponent,
  quantity: number,
): OpenLine {
  // A dimension that a period states twice is one volume of it.
  for (let index = lines.length - 1; index >= 0; index--) {
    const known = lines[index];
    if (known?.placed !== placed) break;
    if (known.component !== component || known.phase !== phase) continue;
    known.quantity += quantity;
    known.literal += quantity;
    return known;
  }
  const line = { phase, placed, component, quantity, literal: quantity, stepAdded: 0 };
  lines.push(line);
  return line;
}

/** The component that holds at the start of the period. */
function select(
  state: State,
  phase: Phase,
  candidates: readonly CompiledComponent[],
): CompiledComponent | undefined {
  const [first] = candidates;
  if (first === undefined || first.restrictions === undefined) return first;
  place(state);
  const { atStart, placed, run } = state;
  atStart.energy = state.energyBefore;
  atStart.elapsedMs = Math.max(0, placed.startMs - phaseStart(state, phase));
  const onDoubt = placed.compiled.needsPower ? doubtsInto(state) : undefined;
  return selectComponent(candidates, atStart, run.policy, onDoubt);
}

function doubtsInto({ notes, placed }: State): DoubtListener {
  const { periodIndex } = placed;
  return ({ elementIndex, dimension }, doubt) => {
    const code = doubt === "straddling" ? "period-straddles-limit" : "unverifiable-restriction";
    notes.push({ code, dimension, periodIndex, elementIndex });
  };
}

type Chosen = {
  readonly candidates: readonly CompiledComponent[];
  readonly component: CompiledComponent | undefined;
  readonly quantity: number;
  readonly dimension: TariffDimension;
};

/** Notes where the last second of the period would choose another component, and what that would cost. */
function noteChange(state: State, phase: Phase, chosen: Chosen): void {
  const { placed, atEnd, run } = state;
  const { candidates, component, quantity, dimension } = chosen;
  if (placed.endMs - placed.startMs <= LAST_MS) return;
  place(state);
  atEnd.energy = state.energy > state.energyBefore ? state.energy - 1 : state.energyBefore;
  atEnd.elapsedMs = Math.max(0, placed.endMs - LAST_MS - phaseStart(state, phase));
  const last = selectComponent(candidates, atEnd, run.policy);
  if (last === component) return;
  const volume = BigInt(quantity);
  const one = volume * (component?.priceScaled ?? 0n);
  const other = volume * (last?.priceScaled ?? 0n);
  state.notes.push({
    code: "period-spans-price-change",
    dimension,
    periodIndex: placed.periodIndex,
    low: one < other ? one : other,
    high: one < other ? other : one,
  });
}

/** Sets the wall clock at the start and at the last second of the period, once for all its volumes. */
function place(state: State): void {
  if (state.isPlaced) return;
  const { placed, run, atStart, atEnd } = state;
  state.isPlaced = true;
  setMoment(atStart, placed.startMs, run.sessionStartMs, run.zone);
  setMoment(atEnd, placed.endMs - LAST_MS, run.sessionStartMs, run.zone);
}

function phaseStart(state: State, phase: Phase): number {
  return phase === "charging" ? state.chargingStartMs : state.reservationStartMs;
}

function snap(time: number): number {
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
