import type { PowerStep } from "./charge";
import type { ChargingProfile, Connector } from "./ocpi-objects";

/** A most from one offset to another, in seconds from the start of the charge. */
export interface Ceiling {
  fromS: number;
  toS: number;
  powerW: number;
}

function phasesOf({ power_type: type }: Connector): number {
  return type === "AC_3_PHASE" ? 3 : 1;
}

function wattsOf(limit: number, profile: ChargingProfile, connector: Connector): number {
  return profile.charging_rate_unit === "W"
    ? limit
    : limit * connector.max_voltage * phasesOf(connector);
}

/** The ceilings that a profile sets, from an offset on at which it begins to hold. */
export function ceilingsOf(
  profile: ChargingProfile,
  connector: Connector,
  { startS, notBeforeS }: { startS: number; notBeforeS: number },
): Ceiling[] {
  const periods = profile.charging_profile_period ?? [];
  const endS =
    profile.duration === undefined ? Number.POSITIVE_INFINITY : startS + profile.duration;
  return periods.flatMap(({ start_period: from, limit }, index) => {
    const next = periods[index + 1]?.start_period;
    const fromS = Math.max(notBeforeS, startS + from);
    const toS = Math.min(endS, next === undefined ? Number.POSITIVE_INFINITY : startS + next);
    return toS > fromS ? [{ fromS, toS, powerW: wattsOf(limit, profile, connector) }] : [];
  });
}

function powerAt(curve: readonly PowerStep[], atS: number): number {
  const step = curve.find(({ untilS }) => atS < untilS) ?? curve.at(-1);
  return step?.powerW ?? 0;
}

/** The curve under the ceilings: what the car draws is the lesser of what it would and what it may. */
export function limitCurve(curve: readonly PowerStep[], ceilings: readonly Ceiling[]): PowerStep[] {
  const lastS = Math.max(...curve.map(({ untilS }) => untilS));
  const cuts = new Set([
    ...curve.map(({ untilS }) => untilS),
    ...ceilings.flatMap(({ fromS, toS }) => [fromS, toS]),
  ]);
  const inside = [...cuts].filter((cutS) => cutS > 0 && cutS <= lastS);
  const sorted = inside.toSorted((left, right) => left - right);
  return sorted.map((untilS, index) => {
    const atS = sorted[index - 1] ?? 0;
    const mostW = ceilings.find(({ fromS, toS }) => atS >= fromS && atS < toS)?.powerW;
    return { untilS, powerW: Math.min(powerAt(curve, atS), mostW ?? Number.POSITIVE_INFINITY) };
  });
}
