import type { Micro, Rational } from "@/core/money/quantity";
import { addRational, rationalOf, toMicro, ZERO } from "@/core/money/quantity";
import { AMOUNT_SCALE, type PricedCdr } from "@/core/rating/priced-cdr";
import { netOf } from "@/core/rating/totals";
import type { Cdr, CdrDimensionType, ChargingPeriod } from "@/core/roaming/cdr";
import type { ChargingProfile, ChargingRateUnit } from "./charging-profile";

/** A profile that a station followed, as far as we were told. */
export interface ProfileInForce {
  /** When the station said that it follows it. */
  readonly from: Temporal.Instant;
  /** When another took its place or it was cleared; null: it held to the end. */
  readonly to: Temporal.Instant | null;
  readonly profile: ChargingProfile;
}

/**
 * What PARKING_TIME means to a partner: the car did not charge (OCPI before the errata of 2026), or it asked for no
 * power (since). mod_cdrs, CdrDimensionType.
 */
export type ParkingMeaning = "not-charging" | "not-requesting";

/** A time in which our profile let the car draw nothing. */
export interface HeldSpan {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
  /** 10⁻⁶ of `unit`. */
  readonly limit: Micro;
  readonly unit: ChargingRateUnit;
}

/** Parking that was billed while our own profile held the car. */
export interface ParkingWhileHeld {
  /** The times that overlap billed parking, in order. */
  readonly spans: readonly HeldSpan[];
  /** Of billed parking, at most. */
  readonly overlapMs: number;
  /** What it costs before tax, 10⁻⁶ of the CDR's currency; null: it cannot be known. */
  readonly netMicro: Micro | null;
}

/** What of a CDR tells how long it bills parking. */
type ParkedCdr = Pick<
  Cdr,
  "startDateTime" | "endDateTime" | "chargingPeriods" | "totalParkingCost"
>;

/** Clocks differ and stations ramp: shorter overlaps are none. */
const LEAST_OVERLAP_MS = 60_000;
/** No car charges below 6 A on a phase (IEC 61851-1); at 230 V on one phase 1,380 W. 10⁻⁶. */
const LEAST_RATE: Readonly<Record<ChargingRateUnit, Micro>> = { A: 6_000_000n, W: 1_380_000_000n };

/**
 * The parking (PARKING_TIME, and TIME of periods without energy where others have some) that a CDR bills for times in
 * which a profile of ours let the car draw nothing: a limit of 0, or below what any car takes, or below the least that
 * the profile names for this one. Null where there is none, or where it costs nothing.
 *
 * To a partner whose PARKING_TIME is "not requesting power" only parking counts after which the car drew power again: it
 * would have asked for some. Money is each period's by our price, by the share of its parking that overlaps; without a
 * price of ours, what the CDR claims for all parking.
 */
export function parkingWhileHeld(input: {
  readonly cdr: ParkedCdr;
  readonly priced: PricedCdr | null;
  readonly profiles: readonly ProfileInForce[];
  readonly meaning: ParkingMeaning;
}): ParkingWhileHeld | null {
  const { cdr, priced, profiles, meaning } = input;
  const held = heldSpans(profiles, cdr);
  if (held.length === 0) return null;
  const stretches = stretchesOf(cdr);
  const until = meaning === "not-requesting" ? lastEnergyMs(stretches) : Infinity;
  const found = stretches.flatMap((stretch) => {
    const parts = held
      .map((span) => ({ span, ms: sharedMs(span, stretch, until) }))
      .filter(({ ms }) => ms > 0);
    const ms = Math.min(
      stretch.parkingMs,
      parts.reduce((sum, part) => sum + part.ms, 0),
    );
    return ms > 0 ? [{ stretch, ms, spans: parts.map(({ span }) => span) }] : [];
  });
  const overlapMs = Math.round(found.reduce((sum, { ms }) => sum + ms, 0));
  if (overlapMs < LEAST_OVERLAP_MS) return null;
  const netMicro = priced ? pricedNet(priced, found) : claimedNet(cdr, stretches, overlapMs);
  if (netMicro === 0n) return null;
  const spans = held.filter((span) => found.some((one) => one.spans.includes(span)));
  return { spans, overlapMs, netMicro };
}

/** The times between a charge's start and end in which profiles let the car draw nothing, in order, none twice. */
export function heldSpans(
  profiles: readonly ProfileInForce[],
  charge: Pick<ParkedCdr, "startDateTime" | "endDateTime">,
): readonly HeldSpan[] {
  const [start, end] = [msOf(charge.startDateTime), msOf(charge.endDateTime)];
  const spans = profiles
    .flatMap((one) => zerosOf(one, start, end))
    .toSorted((a, b) => a.fromMs - b.fromMs || b.toMs - a.toMs);
  const joined: Span[] = [];
  for (const span of spans) {
    const reached = joined.at(-1)?.toMs ?? -Infinity;
    if (span.toMs > reached) joined.push({ ...span, fromMs: Math.max(span.fromMs, reached) });
  }
  return joined.map(({ fromMs, toMs, limit, unit }) => ({
    from: Temporal.Instant.fromEpochMilliseconds(fromMs),
    to: Temporal.Instant.fromEpochMilliseconds(toMs),
    limit,
    unit,
  }));
}

interface Span extends Pick<HeldSpan, "limit" | "unit"> {
  readonly fromMs: number;
  readonly toMs: number;
}

function zerosOf({ from, to, profile }: ProfileInForce, start: number, end: number): Span[] {
  const { startDateTime, durationS, rateUnit: unit, minRate = 0n, periods } = profile;
  // Without a start it is relative to the start of charging.
  const origin = startDateTime ? msOf(startDateTime) : start;
  const over = durationS === undefined ? Infinity : origin + durationS * 1_000;
  const last = Math.min(end, over, to ? msOf(to) : Infinity);
  const least = minRate > LEAST_RATE[unit] ? minRate : LEAST_RATE[unit];
  return periods.flatMap(({ startS, limit }, index) => {
    const next = periods[index + 1];
    const fromMs = Math.max(start, msOf(from), origin + startS * 1_000);
    const toMs = Math.min(last, next ? origin + next.startS * 1_000 : Infinity);
    return limit < least && toMs > fromMs ? [{ fromMs, toMs, limit, unit }] : [];
  });
}

/** A period of the CDR with what it bills of parking. */
interface Stretch {
  /** In the CDR's periods as received. */
  readonly index: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly parkingMs: number;
  readonly parkedBy: "PARKING_TIME" | "TIME";
  readonly hasEnergy: boolean;
}

function stretchesOf({ chargingPeriods, endDateTime }: ParkedCdr): readonly Stretch[] {
  const ordered = chargingPeriods
    .map((period, index) => ({ period, index, fromMs: msOf(period.startDateTime) }))
    .toSorted((a, b) => a.fromMs - b.fromMs);
  const statesEnergy = chargingPeriods.some((period) => volumeOf(period, "ENERGY") > 0n);
  return ordered.map(({ period, index, fromMs }, place) => {
    const hasEnergy = volumeOf(period, "ENERGY") > 0n;
    const parked = hoursToMs(volumeOf(period, "PARKING_TIME"));
    const idle = statesEnergy && !hasEnergy ? hoursToMs(volumeOf(period, "TIME")) : 0;
    return {
      index,
      fromMs,
      toMs: ordered[place + 1]?.fromMs ?? msOf(endDateTime),
      parkingMs: parked > 0 ? parked : idle,
      parkedBy: parked > 0 ? ("PARKING_TIME" as const) : ("TIME" as const),
      hasEnergy,
    };
  });
}

/** When the last period began in which the car drew power; before all of them where it never did. */
function lastEnergyMs(stretches: readonly Stretch[]): number {
  return stretches.findLast(({ hasEnergy }) => hasEnergy)?.fromMs ?? -Infinity;
}

function sharedMs({ from, to }: HeldSpan, { fromMs, toMs }: Stretch, until: number): number {
  return Math.max(0, Math.min(msOf(to), toMs, until) - Math.max(msOf(from), fromMs));
}

interface Found {
  readonly stretch: Stretch;
  readonly ms: number;
}

function pricedNet({ lines }: PricedCdr, found: readonly Found[]): Micro | null {
  let sum: Rational = ZERO;
  for (const { stretch, ms } of found) {
    const own = lines.filter(
      ({ periodIndex, dimension, phase }) =>
        periodIndex === stretch.index && dimension === stretch.parkedBy && phase === "charging",
    );
    for (const { amount, basis, tax } of own) {
      const net = netOf({ n: amount, d: AMOUNT_SCALE }, basis, tax);
      if (net === null) return null;
      sum = addRational(sum, shareOf(net, ms, stretch.parkingMs));
    }
  }
  return toMicro(sum, "half-away");
}

function claimedNet(
  { totalParkingCost }: ParkedCdr,
  stretches: readonly Stretch[],
  overlapMs: number,
): Micro | null {
  const all = stretches.reduce(
    (sum, { parkedBy, parkingMs }) => (parkedBy === "PARKING_TIME" ? sum + parkingMs : sum),
    0,
  );
  if (!totalParkingCost || all === 0) return null;
  const share = Math.min(overlapMs, all);
  return toMicro(shareOf(rationalOf(totalParkingCost.beforeTaxes), share, all), "half-away");
}

function shareOf({ n, d }: Rational, part: number, whole: number): Rational {
  return { n: n * BigInt(Math.round(part)), d: d * BigInt(Math.round(whole)) };
}

function volumeOf({ dimensions }: ChargingPeriod, type: CdrDimensionType): Micro {
  return dimensions.reduce((sum, one) => (one.type === type ? sum + one.volume : sum), 0n);
}

/** 10⁻⁶ h are 3.6 ms. */
function hoursToMs(volume: Micro): number {
  return Number(volume) * 3.6;
}

function msOf(instant: Temporal.Instant): number {
  return instant.epochMilliseconds;
}
