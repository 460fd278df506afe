import type { Micro } from "@/core/money/quantity";
import { MICRO } from "@/core/money/quantity";
import { divRound } from "@/core/money/rounding";
import type { ProfileType } from "./charging-preferences";

/** How a driver said what he needs; his page says it back the same way. */
export type SaidNeed =
  | { readonly kind: "all" }
  | { readonly kind: "energy" }
  | { readonly kind: "range"; readonly km: number }
  | { readonly kind: "battery"; readonly fromPercent: number; readonly toPercent: number };

/** What a driver needs, and the figure where it is one of energy. */
export type ChargingNeed =
  | Exclude<SaidNeed, { kind: "energy" }>
  | { readonly kind: "energy"; readonly energy: Micro };

/** What of a car turns a need into energy, 10⁻⁶ kWh. */
export interface NeedingCar {
  readonly batteryMicroKwh: Micro;
  /** For 100 km. */
  readonly consumptionMicroKwh: Micro;
}

/** What is wanted of one session, whoever carries it out. Energy in 10⁻⁶ kWh from the session's start on. */
export interface ChargingGoal {
  readonly style: ProfileType;
  readonly departureAt: Temporal.Instant | null;
  /** Null: as much as goes in. */
  readonly energy: Micro | null;
  readonly dischargeAllowed: boolean;
  /** "Boost now": as fast as can be, whatever the style says. */
  readonly isBoosted: boolean;
}

/** A boost that nobody takes back ends by itself: what was forgotten is not to cost a night's cheap hours. */
const BOOST = { minutes: 120 } as const;

/** When a boost ends by itself. */
export function boostEnds(boostedAt: Temporal.Instant): Temporal.Instant {
  return boostedAt.add(BOOST);
}

/** The style that counts: a boost goes before what was said. */
export function styleInForce({ style, isBoosted }: ChargingGoal): ProfileType {
  return isBoosted ? "FAST" : style;
}

/**
 * The energy that a need comes to from now on, 10⁻⁶ kWh; null: as much as goes in. Range and battery need a car:
 * without one nothing can be said ("no-car").
 */
export function energyOfNeed(need: ChargingNeed, car: NeedingCar | null): Micro | null | "no-car" {
  if (need.kind === "all") return null;
  if (need.kind === "energy") return need.energy;
  if (car === null) return "no-car";
  if (need.kind === "range") return energyOfRange(need.km, car);
  const part = BigInt(Math.max(0, need.toPercent - need.fromPercent));
  return divRound(car.batteryMicroKwh * part, 100n, "half-away");
}

/** What so many km take, 10⁻⁶ kWh. */
export function energyOfRange(km: number, { consumptionMicroKwh }: NeedingCar): Micro {
  return divRound(consumptionMicroKwh * BigInt(km), 100n, "half-away");
}

/** 10⁻⁶ kWh as Wh, rounded down. */
export function whOf(energy: Micro): number {
  return Number((energy * 1_000n) / MICRO);
}

/** Wh as 10⁻⁶ kWh. */
export function microKwhOf(wh: number): Micro {
  return BigInt(Math.round(wh)) * 1_000n;
}
