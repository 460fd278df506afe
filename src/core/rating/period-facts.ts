import type { ChargingPeriod } from "@/core/roaming/cdr";
import type { Zone } from "@/core/time/local-time";
import { localAt } from "@/core/time/local-time";

import type { PlacedPeriod, Run } from "./run";
import type { RatingPolicy } from "./rating-policy";
import type { PeriodFacts } from "./restrictions";

/** Facts with nothing known, to be filled by `setMoment`. */
export function emptyFacts(): PeriodFacts {
  return {
    date: 0,
    secondsOfDay: 0,
    weekday: 0,
    energy: 0,
    elapsedMs: 0,
    minPower: undefined,
    maxPower: undefined,
    minCurrent: undefined,
    maxCurrent: undefined,
  };
}

/**
 * From when durations of charging count: the session's start (or by policy that of the first period),
 * and after a reservation the first period without one.
 */
export function chargingStart(run: Run): number {
  const origin = durationOrigin(run);
  const first = run.periods[0];
  if (first === undefined || !isReserved(first.period)) return origin;
  if (run.policy.durationAfterReservation === "session-start") return origin;
  const charging = run.periods.find(({ period }) => !isReserved(period));
  return charging?.startMs ?? origin;
}

/** From when durations of a reservation count, and those of charging without one. */
export function durationOrigin(run: Run): number {
  if (run.policy.durationOrigin === "session-start") return run.sessionStartMs;
  return run.periods[0]?.startMs ?? run.sessionStartMs;
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

/**
 * Sets the limits of power and current that a period states. Answers whether power was estimated, as
 * the policy may allow where none is stated.
 */
export function setPower(facts: PeriodFacts, place: PlacedPeriod, policy: RatingPolicy): boolean {
  facts.minPower = facts.maxPower = facts.minCurrent = facts.maxCurrent = undefined;
  for (const { type, volume } of place.period.dimensions)
    if (type === "MIN_POWER") facts.minPower = Number(volume);
    else if (type === "MAX_POWER") facts.maxPower = Number(volume);
    else if (type === "MIN_CURRENT") facts.minCurrent = Number(volume);
    else if (type === "MAX_CURRENT") facts.maxCurrent = Number(volume);
  if (policy.unstatedPower !== "estimate") return false;
  if (facts.minPower !== undefined || facts.maxPower !== undefined) return false;
  facts.minPower = facts.maxPower = estimatePower(place);
  return facts.minPower !== undefined;
}

const MICRO_HOURS_PER_MS = 3.6;

/** Energy over charging time, or over the period where it states none; 10⁻⁶ kW, rounded down. */
function estimatePower({ period, startMs, endMs }: PlacedPeriod): number | undefined {
  let energy = 0n;
  let time = 0n;
  for (const { type, volume } of period.dimensions)
    if (type === "ENERGY") energy += volume;
    else if (type === "TIME") time += volume;
  const hours = time > 0n ? time : BigInt(Math.round((endMs - startMs) / MICRO_HOURS_PER_MS));
  return hours > 0n ? Number((energy * 1_000_000n) / hours) : undefined;
}

/** Whether a period holds reserved time. */
export function isReserved(period: ChargingPeriod): boolean {
  return period.dimensions.some(({ type }) => isReservedTime(type));
}

/** `RESERVATION_EXPIRES` is that of a reservation that ran out, in the bookings extension of OCPI. */
export function isReservedTime(type: string): boolean {
  return type === "RESERVATION_TIME" || type === "RESERVATION_EXPIRES";
}
