import type { Micro } from "@/core/money/quantity";
import type { ChargingPeriod } from "@/core/roaming/cdr";
import type { Session } from "@/core/roaming/session";

import type { EnergySample, LevelSample, MeterCurve, StateSample } from "./segment-curve";
import { risingPoints, slopeAt } from "./segment-curve";

/** What of a session says how it went. */
export type SessionReadings = Pick<
  Session,
  "startDateTime" | "endDateTime" | "lastUpdated" | "kwh" | "chargingPeriods"
>;

/** A power that the CPO told, or what the last two readings come to; 10⁻⁶ kW. */
export type PowerNow = { readonly kw: Micro; readonly source: "reported" | "estimated" };

/** A session so far, as a meter curve, and what is known of this moment. */
export type SessionCurve = {
  readonly curve: MeterCurve;
  /** The last reading: nothing is known of what came after it. */
  readonly readAt: Temporal.Instant;
  readonly energy: Micro;
  readonly isCharging: boolean;
  /** Null while there are no two readings. */
  readonly power: PowerNow | null;
};

// Power over a shorter time than this says more about the clock than about the car.
const SHORTEST_MS = 30_000;

/**
 * The readings of a session: the start, each period's end, and the total, which may be newer than the
 * periods or all that the CPO sends. A period that states parking and no charging is parking; one that
 * states charging is charging, also while nothing flows.
 */
export function sessionCurve(session: SessionReadings): SessionCurve | undefined {
  const { startDateTime: startAt, kwh } = session;
  const periods = session.chargingPeriods.toSorted((a, b) =>
    Temporal.Instant.compare(a.startDateTime, b.startDateTime),
  );
  const told = session.endDateTime ?? session.lastUpdated;
  const readAt = latest([startAt, told, ...periods.map(({ startDateTime }) => startDateTime)]);
  const hasVolumes = periods.some(({ dimensions }) => dimensions.length > 0);
  if (Temporal.Instant.compare(readAt, startAt) === 0 || (kwh === 0n && !hasVolumes))
    return undefined;
  const energy: EnergySample[] = [{ at: startAt, energy: 0n }];
  const states: StateSample[] = [];
  let sum = 0n;
  for (const [index, period] of periods.entries()) {
    sum += volumeOf(period, "ENERGY");
    energy.push({ at: periods[index + 1]?.startDateTime ?? readAt, energy: sum });
    const isCharging = stateOf(period);
    if (isCharging !== undefined) states.push({ at: period.startDateTime, isCharging });
  }
  if (kwh > sum) energy.push({ at: readAt, energy: kwh });
  const curve = { energy, states, ...statedLevels(periods) };
  const points = risingPoints(energy);
  const isCharging = states.at(-1)?.isCharging ?? kwh > 0n;
  return {
    curve,
    readAt,
    energy: points.at(-1)?.energy ?? 0n,
    isCharging,
    power: isCharging ? powerNow(periods.at(-1), points) : { kw: 0n, source: "estimated" },
  };
}

/** A session that goes on with an even power until a moment, or until it has an energy in all. */
export function continued(
  { curve, readAt, energy, isCharging }: SessionCurve,
  ahead: { readonly power: Micro; readonly until: Temporal.Instant; readonly fullAt: Micro | null },
): { readonly curve: MeterCurve; readonly chargedAt: Temporal.Instant; readonly energy: Micro } {
  const { power, until, fullAt } = ahead;
  const span = BigInt(Math.max(0, until.epochMilliseconds - readAt.epochMilliseconds));
  const possible = (power * span) / MS_PER_HOUR;
  const wanted = fullAt === null ? possible : max(0n, fullAt - energy);
  const gained = wanted < possible ? wanted : possible;
  const lastedMs = power === 0n ? 0n : (gained * MS_PER_HOUR + power - 1n) / power;
  const isFull = fullAt !== null && wanted <= possible;
  const lastAt = latest([until, readAt]);
  const chargedAt = isFull ? readAt.add({ milliseconds: Number(lastedMs) }) : lastAt;
  const stopsAt = isCharging ? chargedAt : readAt;
  const reached = energy + gained;
  const isParked = stopsAt.epochMilliseconds < lastAt.epochMilliseconds;
  const levels = levelsOf(curve.power);
  return {
    curve: {
      ...curve,
      energy: [...curve.energy, { at: stopsAt, energy: reached }],
      states: [
        ...(curve.states ?? []),
        ...(isCharging ? [{ at: readAt, isCharging: true }] : []),
        ...(isParked ? [{ at: stopsAt, isCharging: false }] : []),
      ],
      ...(levels.length > 0 && {
        power: [
          ...levels,
          { at: readAt, level: power },
          ...(isParked ? [{ at: stopsAt, level: 0n }] : []),
        ],
      }),
    },
    chargedAt: stopsAt,
    energy: reached,
  };
}

/** A session that goes on with an even power until a moment, and stands from then on. */
export function stoppedAt(so: SessionCurve, power: Micro, at: Temporal.Instant): MeterCurve {
  const { curve } = continued(so, { power, until: at, fullAt: null });
  const states = [...(curve.states ?? []), { at, isCharging: false }];
  const levels = levelsOf(curve.power);
  return { ...curve, states, ...(levels.length > 0 && { power: [...levels, { at, level: 0n }] }) };
}

const MS_PER_HOUR = 3_600_000n;

/** The samples of a level that is told; none where it is unknown or estimated. */
export function levelsOf(levels: MeterCurve["power"]): readonly LevelSample[] {
  return levels === undefined || levels === "estimated" ? [] : levels;
}

function powerNow(
  last: ChargingPeriod | undefined,
  points: ReturnType<typeof risingPoints>,
): PowerNow | null {
  const told = last && (stated(last, "POWER") ?? stated(last, "MAX_POWER"));
  if (told !== undefined) return { kw: told, source: "reported" };
  const [before, latestPoint] = points.slice(-2);
  if (before === undefined || latestPoint === undefined) return null;
  if (latestPoint.ms - before.ms < SHORTEST_MS) {
    const earlier = points.at(-3);
    if (earlier === undefined || latestPoint.ms - earlier.ms < SHORTEST_MS) return null;
    const pair = [earlier, latestPoint];
    return { kw: slopeAt(pair, earlier.ms), source: "estimated" };
  }
  return { kw: slopeAt(points, before.ms), source: "estimated" };
}

/** What periods state of power and current; both stay unknown where the CPO states none. */
function statedLevels(periods: readonly ChargingPeriod[]): Pick<MeterCurve, "current" | "power"> {
  const levels = (...types: readonly string[]) =>
    periods.flatMap((period) => {
      const level = types.map((type) => stated(period, type)).find((one) => one !== undefined);
      return level === undefined ? [] : [{ at: period.startDateTime, level }];
    });
  const power = levels("MAX_POWER", "MIN_POWER", "POWER");
  const current = levels("MAX_CURRENT", "MIN_CURRENT", "CURRENT");
  return { power, current };
}

function stateOf(period: ChargingPeriod): boolean | undefined {
  if (stated(period, "TIME") !== undefined || volumeOf(period, "ENERGY") > 0n) return true;
  return stated(period, "PARKING_TIME") === undefined ? undefined : false;
}

function stated({ dimensions }: ChargingPeriod, type: string): Micro | undefined {
  return dimensions.find((dimension) => dimension.type === type)?.volume;
}

function volumeOf({ dimensions }: ChargingPeriod, type: string): Micro {
  return dimensions.reduce((sum, one) => (one.type === type ? sum + one.volume : sum), 0n);
}

function latest(instants: readonly Temporal.Instant[]): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(
    Math.max(...instants.map(({ epochMilliseconds }) => epochMilliseconds)),
  );
}

function max(a: Micro, b: Micro): Micro {
  return a > b ? a : b;
}
