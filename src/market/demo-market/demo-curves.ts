import { localAt, zoneOf, type Zone } from "@/core/time/local-time";
import { smoothNoise, steadyNoise } from "./demo-noise";

/** The zones that the demo makes up data for. */
export const demoZones = ["SE1", "SE2", "SE3", "SE4"] as const;

/** One of `demoZones`. */
export type DemoZone = (typeof demoZones)[number];

interface ZoneShape {
  /** EUR/MWh on an ordinary day. */
  readonly level: number;
  /** How much the peaks stand out. */
  readonly peaks: number;
  /** How much wind pushes the price down, as a share. */
  readonly windPull: number;
  /** MW: hydro and nuclear on an ordinary day, most of wind and sun, thermal on a cold day. */
  readonly hydroMw: number;
  readonly nuclearMw: number;
  readonly windMw: number;
  readonly sunMw: number;
  readonly thermalMw: number;
}

// The north has water and wind and few people, the south the other way round.
const SHAPES: Record<DemoZone, ZoneShape> = {
  SE1: {
    level: 24,
    peaks: 0.3,
    windPull: 0.9,
    hydroMw: 2600,
    nuclearMw: 0,
    windMw: 1900,
    sunMw: 20,
    thermalMw: 60,
  },
  SE2: {
    level: 26,
    peaks: 0.35,
    windPull: 0.9,
    hydroMw: 4800,
    nuclearMw: 0,
    windMw: 3900,
    sunMw: 60,
    thermalMw: 120,
  },
  SE3: {
    level: 52,
    peaks: 0.55,
    windPull: 0.6,
    hydroMw: 1400,
    nuclearMw: 6100,
    windMw: 2700,
    sunMw: 900,
    thermalMw: 900,
  },
  SE4: {
    level: 68,
    peaks: 0.7,
    windPull: 0.6,
    hydroMw: 180,
    nuclearMw: 0,
    windMw: 1500,
    sunMw: 700,
    thermalMw: 420,
  },
};

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What a moment is like. Hours on the wall clock; `winter` and the others run from 0 to 1. */
interface Moment {
  readonly atMs: number;
  readonly hour: number;
  readonly isWeekend: boolean;
  readonly winter: number;
  readonly wind: number;
  readonly sun: number;
  readonly load: number;
}

/**
 * A made-up day-ahead price in hundredths of EUR/MWh. Two peaks a day (8 and 18 o'clock), lower and flatter at
 * weekends, dearer in winter, cheaper with wind; SE3 and SE4 above SE1 and SE2, where windy middays from May to August
 * fall below zero. The same for the same quarter hour every time.
 */
export function demoPriceCents(zone: DemoZone, startsMs: number): number {
  const shape = SHAPES[zone];
  const moment = momentOf(zone, startsMs);
  const { hour, isWeekend, winter, wind, sun, load } = moment;
  const season = 0.75 + 0.6 * winter;
  const windy = 1 + shape.windPull * (0.5 - wind);
  const day = (0.85 + shape.peaks * (load - 0.55)) * (isWeekend ? 0.86 : 1);
  const sunny = 1 - 0.35 * sun * (1 - winter);
  // Quarter hours step up or down within their hour, and no two are quite alike.
  const ripple = 1 + 0.05 * (steadyNoise(`${zone} ripple`, startsMs / 900_000) - 0.5);
  const price = shape.level * season * windy * day * sunny * ripple;
  const isNorth = zone === "SE1" || zone === "SE2";
  const isBlownOut = isNorth && winter < 0.3 && wind > 0.72 && hour >= 10 && hour < 16;
  return Math.round(100 * (isBlownOut ? -1 - 12 * (wind - 0.72) * (1 + sun) : price));
}

/**
 * Made-up production by ENTSO-E's kinds, in MW: steady nuclear, wind as the price sees it, sun by day, hydro following
 * demand, thermal power in the cold.
 */
export function demoProductionMw(zone: DemoZone, startsMs: number): ReadonlyMap<string, number> {
  const shape = SHAPES[zone];
  const { winter, wind, sun, load } = momentOf(zone, startsMs);
  const made = {
    B12: shape.hydroMw * (0.55 + 0.6 * load) * (1.1 - 0.35 * wind),
    B14: shape.nuclearMw * (0.86 + 0.1 * winter),
    B16: shape.sunMw * sun * (1 - 0.85 * winter),
    B19: shape.windMw * wind,
    B20: shape.thermalMw * (0.15 + 0.85 * winter) * (0.8 + 0.3 * load),
  };
  return new Map(
    Object.entries(made)
      .filter(([kind]) => kind !== "B14" || shape.nuclearMw > 0)
      // Tens of MW: what does not change is not told again.
      .map(([kind, power]) => [kind, Math.max(0, Math.round(power / 10) * 10)]),
  );
}

function momentOf(zone: DemoZone, atMs: number): Moment {
  const { date, secondsOfDay, weekday } = localAt(stockholm(), atMs);
  const hour = secondsOfDay / 3600;
  const isWeekend = weekday > 5;
  const dayOfYear = (Math.floor(date / 100) % 100) * 30.4 + (date % 100);
  const winter = 0.5 + 0.5 * Math.cos((2 * Math.PI * (dayOfYear - 46)) / 365);
  // One weather for the country, a little different in each zone.
  const breeze =
    0.65 * smoothNoise("wind", atMs, 30 * HOUR_MS) +
    0.25 * smoothNoise(`${zone} wind`, atMs, 9 * HOUR_MS) +
    0.1 * smoothNoise("gusts", atMs, 2 * HOUR_MS);
  // Means of noise lie near the middle; weather does not.
  const wind = Math.min(0.98, Math.max(0.03, 0.5 + 1.7 * (breeze - 0.5)));
  const clear = 0.35 + 0.65 * smoothNoise("clouds", atMs, DAY_MS);
  const sun = clear * Math.max(0, Math.sin((Math.PI * (hour - 5.5)) / 13.5));
  const busy =
    hump(hour, 8, 1.7) * (isWeekend ? 0.35 : 1) + hump(hour, 18, 2.3) * (isWeekend ? 0.75 : 1);
  const load = 0.25 + 0.3 * hump(hour, 13, 5) + 0.6 * busy;
  return { atMs, hour, isWeekend, winter, wind, sun, load };
}

function hump(hour: number, top: number, width: number): number {
  return Math.exp(-(((hour - top) / width) ** 2));
}

let clock: Zone | undefined;

function stockholm(): Zone {
  if (clock) return clock;
  const found = zoneOf("Europe/Stockholm");
  if (!found.ok) throw new Error("Europe/Stockholm is not known here");
  clock = found.value;
  return clock;
}
