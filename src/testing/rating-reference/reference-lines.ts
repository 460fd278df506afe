import type { ChargingPeriod } from "@/core/roaming/cdr";
import type { PriceComponent, Tariff, TariffDimension } from "@/core/roaming/tariff";
import { Rational } from "./rational";
import { type Moment, restrictionsMatch } from "./restriction-match";

/** What a line is counted as: `RESERVATION` is reservation time, `FLAT_RES` a reservation's flat fee. */
export type Bucket = "ENERGY" | "TIME" | "PARKING_TIME" | "RESERVATION" | "FLAT" | "FLAT_RES";

/** A billed quantity with its price: Wh, seconds, or 1 for a flat fee. */
export type ReferenceLine = {
  readonly bucket: Bucket;
  readonly quantity: Rational;
  readonly component: PriceComponent;
  readonly tariff: Tariff;
};

/** A period, what is true at its start, and the tariff that prices it. */
export type PlacedPeriod = {
  readonly period: ChargingPeriod;
  readonly tariff: Tariff;
  readonly charging: Moment;
  readonly reserving: Moment;
};

/** Which of a tariff's elements are asked, by their reservation restriction. */
type Role = "charging" | "RESERVATION" | "RESERVATION_EXPIRES";

/** §2: hours within 0.18 s of a whole second are that second. */
const SNAP = Rational.of(18n, 100n);
const HALF = Rational.of(1n, 2n);

/** Every billed quantity of the session, in order, before `step_size`. */
export function linesOf(
  periods: readonly PlacedPeriod[],
  isExpired: boolean,
): readonly ReferenceLine[] {
  const lines: ReferenceLine[] = [];
  for (const placed of periods) {
    for (const bucket of ["ENERGY", "TIME", "PARKING_TIME", "RESERVATION"] as const) {
      const quantity = quantityOf(placed.period, bucket);
      // §3: only billable volume counts, so what was not consumed makes no line.
      if (quantity.sign() === 0) continue;
      const component = componentFor(placed, bucket, isExpired);
      if (component !== null) lines.push({ bucket, quantity, component, tariff: placed.tariff });
    }
    for (const bucket of ["FLAT", "FLAT_RES"] as const) {
      if (!hasPhase(placed.period, bucket, isExpired)) continue;
      // §6: once per phase, at the first period where one matches.
      if (lines.some((line) => line.bucket === bucket)) continue;
      const component = componentFor(placed, bucket, isExpired);
      if (component !== null)
        lines.push({ bucket, quantity: Rational.ONE, component, tariff: placed.tariff });
    }
  }
  return lines;
}

/** Whether a period is part of a reservation (mod_cdrs, RESERVATION_TIME). */
export function isReserving(period: ChargingPeriod): boolean {
  return period.dimensions.some(({ type }) => type === "RESERVATION_TIME");
}

/** Whether a period is part of the charging session: it is not reservation alone. */
export function isCharging(period: ChargingPeriod): boolean {
  if (!isReserving(period)) return true;
  return period.dimensions.some(
    ({ type }) => type === "ENERGY" || type === "TIME" || type === "PARKING_TIME",
  );
}

/** §6: the start fee is the charging session's, and none is charged for an expired reservation. */
function hasPhase(period: ChargingPeriod, bucket: "FLAT" | "FLAT_RES", isExpired: boolean) {
  return bucket === "FLAT_RES" ? isReserving(period) : isCharging(period) && !isExpired;
}

/** §6: of an expired reservation, RESERVATION_EXPIRES wins per dimension, RESERVATION fills in. */
function componentFor(
  placed: PlacedPeriod,
  bucket: Bucket,
  isExpired: boolean,
): PriceComponent | null {
  switch (bucket) {
    case "ENERGY":
    case "TIME":
    case "PARKING_TIME":
    case "FLAT":
      return activeComponent(placed, bucket, "charging");
    case "RESERVATION":
    case "FLAT_RES": {
      const dimension = bucket === "FLAT_RES" ? "FLAT" : "TIME";
      const expires = isExpired ? activeComponent(placed, dimension, "RESERVATION_EXPIRES") : null;
      return expires ?? activeComponent(placed, dimension, "RESERVATION");
    }
  }
}

/** §1: the first element in list order that has the dimension and whose restrictions match. */
function activeComponent(
  placed: PlacedPeriod,
  dimension: TariffDimension,
  role: Role,
): PriceComponent | null {
  const moment = role === "charging" ? placed.charging : placed.reserving;
  for (const { priceComponents, restrictions } of placed.tariff.elements) {
    if ((restrictions?.reservation ?? "charging") !== role) continue;
    const component = priceComponents.find(({ type }) => type === dimension);
    if (component !== undefined && restrictionsMatch(restrictions, moment)) return component;
  }
  return null;
}

/** §2: the volume that the period states, in Wh or seconds; never from timestamps. */
function quantityOf(
  period: ChargingPeriod,
  bucket: "ENERGY" | "TIME" | "PARKING_TIME" | "RESERVATION",
): Rational {
  const type = bucket === "RESERVATION" ? "RESERVATION_TIME" : bucket;
  return period.dimensions
    .filter((dimension) => dimension.type === type)
    .map(({ volume }) => Rational.ofMicro(volume))
    .map((volume) =>
      bucket === "ENERGY"
        ? volume.times(Rational.of(1000n))
        : snapped(volume.times(Rational.of(3600n))),
    )
    .reduce((sum, volume) => sum.plus(volume), Rational.ZERO);
}

function snapped(seconds: Rational): Rational {
  const whole = Rational.of(seconds.minus(HALF).ceiling());
  const off = seconds.minus(whole);
  const isNear = off.compare(SNAP) <= 0 && off.compare(Rational.ZERO.minus(SNAP)) >= 0;
  return isNear ? whole : seconds;
}

/**
 * §3: `step_size` once for ENERGY, once for the session's time (for parking alone where parking is
 * billed, else for charging), once for reservation time; on the total, by the step of the last line,
 * which bears the surplus.
 */
export function stepped(lines: readonly ReferenceLine[]): readonly ReferenceLine[] {
  const isParkingBilled = lines.some((line) => line.bucket === "PARKING_TIME");
  const buckets = ["ENERGY", isParkingBilled ? "PARKING_TIME" : "TIME", "RESERVATION"] as const;
  return buckets.reduce((result, bucket) => steppedBucket(result, bucket), lines);
}

function steppedBucket(lines: readonly ReferenceLine[], bucket: Bucket): readonly ReferenceLine[] {
  const counted = lines.filter((line) => line.bucket === bucket);
  const last = counted.at(-1);
  // A step of 0 rounds nothing.
  if (last === undefined || last.component.stepSize <= 0) return lines;
  const total = counted.reduce((sum, { quantity }) => sum.plus(quantity), Rational.ZERO);
  // §2: no step on totals of zero or below (energy fed back).
  if (total.sign() <= 0) return lines;
  const step = Rational.of(BigInt(last.component.stepSize));
  const billed = Rational.of(total.over(step).ceiling()).times(step);
  const quantity = last.quantity.plus(billed.minus(total));
  return lines.map((line) => (line === last ? { ...line, quantity } : line));
}
