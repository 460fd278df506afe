import { MICRO } from "@/core/money/quantity";
import { carAt } from "./session-power";
import type { SiteState, StateSession } from "./site-state";

/** What turns a profile's unit into W: V between a phase and neutral, and the phases that its amperes flow on. */
export interface RateBase {
  readonly voltage: number;
  readonly phases: 1 | 2 | 3;
}

/** OCPI's limits have one decimal. */
const TENTH = MICRO / 10n;

/** The phases that a session's amperes flow on: of its car where that is believed, else of the connector. */
export function rateBaseOf(
  { voltage }: Pick<SiteState, "voltage">,
  session: StateSession,
): RateBase {
  const car = carAt(session);
  const { phases } = session.plug;
  return { voltage, phases: car ? (Math.min(car.phases, phases) as 1 | 2 | 3) : phases };
}

/** The unit that a session's profile is written in: direct current knows no amperes of the grid. */
export function rateUnitOf(
  { rateUnit }: Pick<SiteState, "rateUnit">,
  session: StateSession,
): "A" | "W" {
  return session.plug.isDirect ? "W" : rateUnit;
}

/** A rate of a profile in W, rounded up: what it allows is never seen as less. */
export function rateInW(limit: bigint, unit: "A" | "W", { voltage, phases }: RateBase): number {
  const watts = unit === "A" ? limit * BigInt(voltage * phases) : limit;
  return Number((watts + MICRO - 1n) / MICRO);
}

/** W as a profile's rate with one decimal, 10⁻⁶ of the unit, rounded down: never more than was planned. */
export function rateOfW(powerW: number, unit: "A" | "W", { voltage, phases }: RateBase): bigint {
  const tenths = Math.floor(unit === "A" ? (powerW * 10) / (voltage * phases) : powerW * 10);
  return BigInt(Math.max(0, tenths)) * TENTH;
}

/** W that are left of a power once it is written as a rate: what the station will follow. */
export function asWritten(powerW: number, unit: "A" | "W", base: RateBase): number {
  return rateInW(rateOfW(powerW, unit, base), unit, base);
}
