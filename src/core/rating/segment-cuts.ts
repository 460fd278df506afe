import type { Zone } from "@/core/time/local-time";
import { instantsAt, localAt, nextDate } from "@/core/time/local-time";

import type { Candidates } from "./compile-tariff";
import type { CompiledRestrictions } from "./restrictions";

/** Why another price may hold from some moment on. `clock`: time of day, date, weekday, change of the clock. */
export type CutCause = "clock" | "duration" | "energy" | "level" | "state" | "tariff";

/** A moment at which something that prices depend on may change. */
export type Cut = { readonly ms: number; readonly cause: CutCause };

/** The restrictions by which any component of a phase may be chosen, each once. */
export function restrictionsOf(candidates: Candidates): CompiledRestrictions[] {
  const found = new Set<CompiledRestrictions>();
  for (const components of [
    candidates.ENERGY,
    candidates.TIME,
    candidates.PARKING_TIME,
    candidates.FLAT,
  ])
    for (const { restrictions } of components) if (restrictions) found.add(restrictions);
  return [...found];
}

/** A stretch of time, its end exclusive, in epoch milliseconds. */
export type Stretch = { readonly startMs: number; readonly endMs: number };

/**
 * The moments inside a stretch at which a restriction of time may begin or end: wall clock (both
 * instants of a repeated hour, and the change of the clock itself, at which a window may begin in the
 * middle), and time elapsed since `phaseStartMs`.
 */
export function momentCuts(
  restrictions: readonly CompiledRestrictions[],
  { startMs, endMs }: Stretch,
  phaseStartMs: number,
  zone: Zone | undefined,
): Cut[] {
  const cuts: Cut[] = [];
  for (const { minMs, maxMs } of restrictions)
    for (const bound of [minMs, maxMs])
      if (Number.isFinite(bound)) cuts.push({ ms: phaseStartMs + bound, cause: "duration" });
  const local = restrictions.filter(({ isLocal }) => isLocal);
  if (zone !== undefined && local.length > 0) {
    const seconds = new Set([0, ...local.flatMap(({ startS, endS }) => [startS, endS])]);
    const lastDate = localAt(zone, endMs).date;
    for (let date = localAt(zone, startMs).date; date <= lastDate; date = nextDate(date))
      for (const second of seconds)
        for (const ms of instantsAt(zone, date, second)) cuts.push({ ms, cause: "clock" });
    for (const ms of zone.changesMs) cuts.push({ ms, cause: "clock" });
  }
  return cuts.filter(({ ms }) => ms > startMs && ms < endMs);
}

/** The energies, 10⁻⁶ kWh since the start, at which a restriction begins or ends. */
export function energyBounds(restrictions: readonly CompiledRestrictions[]): bigint[] {
  const bounds = new Set<bigint>();
  for (const { minEnergy, maxEnergy } of restrictions)
    for (const bound of [minEnergy, maxEnergy])
      if (Number.isFinite(bound) && bound > 0) bounds.add(BigInt(bound));
  return [...bounds].toSorted((a, b) => (a < b ? -1 : 1));
}
