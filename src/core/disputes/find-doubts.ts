import { findImpossible, type KnownPlace } from "@/core/rating/find-impossible";
import type { Cdr } from "@/core/roaming/cdr";
import { distanceKm } from "./distance";

/** A charge as it is looked at: what its CPO says, and what we know beside it. */
export interface LookedAtCharge {
  readonly id: string;
  readonly cdr: Cdr;
  /** Our token; null where it is not known. */
  readonly tokenId: string | null;
  /** What we hold of the place; null for none. */
  readonly place: KnownPlace | null;
  /** When the CPO's own session ended; null where it sent none. */
  readonly sessionEndedAt: Temporal.Instant | null;
  /** What the driver pays for it, or the CPO claims where that is not known yet: more than nothing? */
  readonly isPriced: boolean;
}

/**
 * What does not fit about a charge. Energy in 10⁻⁶ kWh, power in 10⁻⁶ kW, time in whole minutes.
 * overlap: one token charged at two places at once. tooFar: nobody drives from the one to the other in that time.
 * duplicate: the same charge once more. power: more energy than the plug gives in that time. battery: more than his
 * largest car takes. time: more time than it lasted. afterEnd: billed on after its own session was over. noEnergy: a
 * price, but no energy.
 */
export type Doubt =
  | {
      readonly code: "overlap" | "tooFar";
      readonly otherId: string;
      readonly distanceKm: number;
      readonly minutes: number;
    }
  | { readonly code: "duplicate"; readonly otherId: string }
  | { readonly code: "power"; readonly implied: bigint; readonly most: bigint }
  | { readonly code: "battery"; readonly energy: bigint; readonly battery: bigint }
  | { readonly code: "time"; readonly statedMinutes: number; readonly lastedMinutes: number }
  | {
      readonly code: "afterEnd";
      readonly sessionEndedAt: Temporal.Instant;
      readonly minutes: number;
    }
  | { readonly code: "noEnergy" };

/** Clocks of chargers are apart by a little. */
const CLOCK_MINUTES = 2;
/** Two cars of a household with one card stand at one place; from here on they are two places. */
const APART_KM = 2;
/** As the crow flies, with a stop for the plug at both ends. */
const FASTEST_KM_H = 200;
const FAR_KM = 100;
/** The car's last message comes late, and the cable is pulled a while after. */
const AFTER_END_MINUTES = 20;
const NEXT_TO_NOTHING = 10_000n;
/** Losses between the plug's meter and the battery, and air conditioning meanwhile. */
const BATTERY_PERCENT = 125n;

/**
 * What does not fit about a charge, beside the others of its driver, the clearest first. It accuses nobody: each is offered to
 * the driver with its evidence. `batteryMicroKwh` is that of his largest car; null where he has told of none.
 */
export function findDoubts(
  charge: LookedAtCharge,
  others: readonly LookedAtCharge[],
  batteryMicroKwh: bigint | null,
): readonly Doubt[] {
  const { cdr, isPriced } = charge;
  const pairs = others.flatMap((other) => doubtOfPair(charge, other) ?? []);
  const doubts = [
    ...pairs.toSorted((a, b) => ORDER.indexOf(a.code) - ORDER.indexOf(b.code)),
    ...impossible(charge),
    ...(batteryMicroKwh !== null && cdr.totalEnergy * 100n > batteryMicroKwh * BATTERY_PERCENT
      ? [{ code: "battery" as const, energy: cdr.totalEnergy, battery: batteryMicroKwh }]
      : []),
    ...afterEnd(charge),
    ...(isPriced && cdr.totalEnergy < NEXT_TO_NOTHING && !isReservation(cdr)
      ? [{ code: "noEnergy" as const }]
      : []),
  ];
  return doubts;
}

const ORDER: readonly Doubt["code"][] = ["duplicate", "overlap", "tooFar"];

function doubtOfPair(one: LookedAtCharge, other: LookedAtCharge): Doubt | null {
  if (one.id === other.id || one.tokenId === null || one.tokenId !== other.tokenId) return null;
  if (isTwin(one.cdr, other.cdr)) return { code: "duplicate", otherId: other.id };
  const apart = distanceKm(one.cdr.cdrLocation.coordinates, other.cdr.cdrLocation.coordinates);
  if (apart === null || apart < APART_KM) return null;
  const found = { otherId: other.id, distanceKm: Math.round(apart) };
  const gap = gapMinutes(one.cdr, other.cdr);
  if (gap < -CLOCK_MINUTES) return { code: "overlap", ...found, minutes: Math.round(-gap) };
  const hours = Math.max(gap + 2 * CLOCK_MINUTES, 0) / 60;
  return apart > FAR_KM && apart > hours * FASTEST_KM_H
    ? { code: "tooFar", ...found, minutes: Math.max(Math.round(gap), 0) }
    : null;
}

/** One charge told twice: the same plug, start and energy under another id. */
function isTwin(a: Cdr, b: Cdr): boolean {
  const isSamePlug =
    a.cdrLocation.evseUid.toUpperCase() === b.cdrLocation.evseUid.toUpperCase() &&
    a.cdrLocation.id.toUpperCase() === b.cdrLocation.id.toUpperCase();
  const startsApart = Math.abs(minutesBetween(a.startDateTime, b.startDateTime));
  return (
    isSamePlug &&
    startsApart <= CLOCK_MINUTES &&
    a.totalEnergy === b.totalEnergy &&
    a.totalEnergy > 0n
  );
}

/** From the end of the earlier one to the start of the later one; negative where they overlap. */
function gapMinutes(a: Cdr, b: Cdr): number {
  const later =
    Temporal.Instant.compare(a.startDateTime, b.startDateTime) > 0
      ? a.startDateTime
      : b.startDateTime;
  const earlier =
    Temporal.Instant.compare(a.endDateTime, b.endDateTime) < 0 ? a.endDateTime : b.endDateTime;
  return minutesBetween(earlier, later);
}

function impossible({ cdr, place }: LookedAtCharge): Doubt[] {
  return findImpossible(cdr, place).flatMap((found): Doubt[] => {
    switch (found.code) {
      case "impossible-power":
        return [{ code: "power", implied: found.impliedPower, most: found.maxPower }];
      case "impossible-time":
        return [
          {
            code: "time",
            statedMinutes: minutesOf(found.stated),
            lastedMinutes: Math.max(minutesOf(found.lasted), 0),
          },
        ];
      case "unknown-place":
        return [];
    }
  });
}

function afterEnd({ cdr, sessionEndedAt }: LookedAtCharge): Doubt[] {
  if (sessionEndedAt === null) return [];
  const minutes = Math.round(minutesBetween(sessionEndedAt, cdr.endDateTime));
  return minutes > AFTER_END_MINUTES ? [{ code: "afterEnd", sessionEndedAt, minutes }] : [];
}

/** A place that was kept costs, too, and gives no energy. */
function isReservation({ chargingPeriods, totalReservationCost }: Cdr): boolean {
  return (
    (totalReservationCost?.beforeTaxes ?? 0n) > 0n ||
    chargingPeriods.some(({ dimensions }) =>
      dimensions.some(({ type, volume }) => type === "RESERVATION_TIME" && volume > 0n),
    )
  );
}

function minutesBetween(from: Temporal.Instant, to: Temporal.Instant): number {
  return (to.epochMilliseconds - from.epochMilliseconds) / 60_000;
}

function minutesOf(microHours: bigint): number {
  return Math.round((Number(microHours) * 60) / 1_000_000);
}
