import type { CompiledComponent } from "./compile-tariff";
import { emptyFacts } from "./period-facts";
import type { CompiledRestrictions, PeriodFacts } from "./restrictions";
import { matchRestrictions } from "./restrictions";

/** What happens to the components of one dimension over every situation that their restrictions tell apart. */
export type GridResult = {
  /** Those that hold somewhere, and those that are the first to hold somewhere. */
  readonly holding: ReadonlySet<CompiledComponent>;
  readonly winning: ReadonlySet<CompiledComponent>;
  /** For each that holds and never wins, one that comes before it. */
  readonly winners: ReadonlyMap<CompiledComponent, CompiledComponent>;
  /**
   * A situation in which none holds; `undefined` if there is none. What the restrictions don't ask for is
   * 0, and power and current are `undefined`.
   */
  readonly gap: PeriodFacts | undefined;
};

// Beyond this a tariff is not checked: a month of half-hourly prices with limits of energy in each.
const MOST_TESTS = 4_000_000;
const DAY_S = 86_400;

/**
 * Tries the components of a dimension, in the tariff's order, at every combination of day, time, energy,
 * duration, power and current that their restrictions distinguish. Exact, because between two bounds
 * nothing changes. `undefined`: there are too many to try.
 */
export function tryComponents(candidates: readonly CompiledComponent[]): GridResult | undefined {
  const restrictions = candidates.flatMap((one) => one.restrictions ?? []);
  const axes = axesOf(restrictions);
  const cells = Object.values(axes).reduce((product, axis) => product * axis.length, 1);
  if (cells * candidates.length > MOST_TESTS) return undefined;
  const holding = new Set<CompiledComponent>();
  const winning = new Set<CompiledComponent>();
  const winners = new Map<CompiledComponent, CompiledComponent>();
  let gap: PeriodFacts | undefined;
  for (const facts of situations(axes)) {
    let winner: CompiledComponent | undefined;
    for (const component of candidates) {
      const rules = component.restrictions;
      if (rules !== undefined && matchRestrictions(rules, facts) !== "yes") continue;
      holding.add(component);
      if (winner === undefined) winning.add((winner = component));
      else if (!winners.has(component)) winners.set(component, winner);
    }
    if (winner === undefined) gap ??= situationOf(facts, restrictions, axes);
  }
  return { holding, winning, winners, gap };
}

function situationOf(
  facts: PeriodFacts,
  restrictions: readonly CompiledRestrictions[],
  { powers, currents }: Axes,
): PeriodFacts {
  const { date, weekday, secondsOfDay, energy, elapsedMs } = facts;
  const { minPower, maxPower, minCurrent, maxCurrent } = facts;
  const isDated = restrictions.some(
    (one) => Number.isFinite(one.startDate) || Number.isFinite(one.endDate),
  );
  const isOfWeekdays = restrictions.some((one) => one.weekdays !== EVERY_DAY);
  return {
    date: isDated ? date : 0,
    weekday: isOfWeekdays ? weekday : 0,
    secondsOfDay,
    energy,
    elapsedMs,
    minPower: powers.length > 1 ? minPower : undefined,
    maxPower: powers.length > 1 ? maxPower : undefined,
    minCurrent: currents.length > 1 ? minCurrent : undefined,
    maxCurrent: currents.length > 1 ? maxCurrent : undefined,
  };
}

const EVERY_DAY = 0b1111_1110;

type Day = { readonly date: number; readonly weekday: number };
type Axes = {
  readonly days: readonly Day[];
  readonly seconds: readonly number[];
  readonly energies: readonly number[];
  readonly durations: readonly number[];
  readonly powers: readonly number[];
  readonly currents: readonly number[];
};

function axesOf(restrictions: readonly CompiledRestrictions[]): Axes {
  const bounds = (pick: (one: CompiledRestrictions) => readonly (number | undefined)[]) =>
    pointsOf(restrictions.flatMap(pick));
  return {
    days: daysOf(restrictions),
    seconds: bounds((one) => [one.startS, one.endS]).filter((second) => second < DAY_S),
    energies: bounds((one) => [one.minEnergy, one.maxEnergy]),
    durations: bounds((one) => [one.minMs, one.maxMs]),
    powers: bounds((one) => [one.power?.min, one.power?.max]),
    currents: bounds((one) => [one.current?.min, one.current?.max]),
  };
}

/** Zero and every bound: the first point of each stretch in which nothing changes. */
function pointsOf(bounds: readonly (number | undefined)[]): number[] {
  const finite = bounds.filter((one): one is number => Number.isFinite(one) && Number(one) > 0);
  return [...new Set([0, ...finite])].toSorted((a, b) => a - b);
}

/** A week of each stretch of dates that the restrictions tell apart. */
function daysOf(restrictions: readonly CompiledRestrictions[]): Day[] {
  const bounds = restrictions.flatMap((one) => [one.startDate, one.endDate]);
  const dates = [...new Set(bounds.filter(Number.isFinite))].toSorted((a, b) => a - b);
  const first = dates[0];
  const starts =
    first === undefined
      ? [MONDAY]
      : [plainDateOf(first).subtract({ days: 7 }), ...dates.map(plainDateOf)];
  return starts.flatMap((start, index) => {
    const end = starts[index + 1];
    const all = Array.from({ length: 7 }, (_, day) => start.add({ days: day }));
    return all
      .filter((day) => end === undefined || Temporal.PlainDate.compare(day, end) < 0)
      .map((day) => ({
        date: day.year * 10_000 + day.month * 100 + day.day,
        weekday: day.dayOfWeek,
      }));
  });
}

const MONDAY = Temporal.PlainDate.from("2026-01-05");

function plainDateOf(date: number): Temporal.PlainDate {
  const [year, month, day] = [Math.floor(date / 10_000), Math.floor(date / 100) % 100, date % 100];
  return Temporal.PlainDate.from({ year, month, day });
}

function* situations(axes: Axes): Generator<PeriodFacts> {
  const facts = emptyFacts();
  for (const day of axes.days)
    for (const second of axes.seconds)
      for (const energy of axes.energies)
        for (const elapsedMs of axes.durations) {
          Object.assign(facts, day, { secondsOfDay: second, energy, elapsedMs });
          yield* withElectricity(facts, axes);
        }
}

function* withElectricity(facts: PeriodFacts, axes: Axes): Generator<PeriodFacts> {
  for (const power of axes.powers)
    for (const current of axes.currents) {
      facts.minPower = facts.maxPower = power;
      facts.minCurrent = facts.maxCurrent = current;
      yield facts;
    }
}
