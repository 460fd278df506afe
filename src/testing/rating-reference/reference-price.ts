import type { Cdr } from "@/core/roaming/cdr";
import type { Tariff } from "@/core/roaming/tariff";
import { Rational } from "./rational";
import {
  isCharging,
  isReserving,
  linesOf,
  type PlacedPeriod,
  type ReferenceLine,
  stepped,
} from "./reference-lines";
import { groupsOf, limited, type TaxGroup, totalOf, type Totals } from "./reference-totals";
import { needsLocalTime, volumeOf } from "./restriction-match";

/**
 * The slow, naive price of a CDR, against which the engine is compared. It is written from the
 * specification (OCPI 2.1.1, 2.2.1, 2.3.0: mod_tariffs, mod_cdrs) and from the decisions taken where
 * the specification is silent; "§" cites those decisions. It shares no code with the engine.
 */
export type ReferenceCharge = {
  readonly cdr: Pick<
    Cdr,
    "startDateTime" | "endDateTime" | "currency" | "chargingPeriods" | "sessionId" | "cdrLocation"
  >;
  /** In order of preference: the CDR's own. */
  readonly tariffs: readonly Tariff[];
  /** IANA, of the Location; null when not known. */
  readonly timeZone: string | null;
  /** Where it is known from elsewhere; else it is inferred from the CDR. */
  readonly isReservationExpired?: boolean;
};

/** Why there is no price. */
export type ReferenceRefusal = "no-tariff" | "unknown-tariff" | "currency" | "no-time-zone";

/** Totals after min_price and max_price; the rates before them. */
export type ReferencePrice = Totals & {
  readonly lines: readonly ReferenceLine[];
  readonly groups: readonly TaxGroup[];
};

/** Prices a charge, or says why it has no price. */
export function referencePrice(
  charge: ReferenceCharge,
): { readonly price: ReferencePrice } | { readonly refusal: ReferenceRefusal } {
  // §5: periods may be out of order.
  const periods = charge.cdr.chargingPeriods.toSorted((a, b) =>
    Temporal.Instant.compare(a.startDateTime, b.startDateTime),
  );
  const fallback = sessionTariff(charge);
  const chosen: Tariff[] = [];
  for (const { tariffId } of periods) {
    const tariff = tariffId === undefined ? fallback : namedTariff(charge.tariffs, tariffId);
    if (tariff === undefined)
      return { refusal: tariffId === undefined ? "no-tariff" : "unknown-tariff" };
    chosen.push(tariff);
  }
  const first = chosen[0] ?? fallback;
  if (first === undefined) return { refusal: "no-tariff" };
  const used = [first, ...chosen];
  // §11: OCPI never converts.
  if (used.some(({ currency }) => currency !== charge.cdr.currency)) return { refusal: "currency" };
  const isLocal = used.some(({ elements }) =>
    elements.some(({ restrictions }) => needsLocalTime(restrictions)),
  );
  if (isLocal && charge.timeZone === null) return { refusal: "no-time-zone" };

  const placed = placedPeriods(
    { ...charge, cdr: { ...charge.cdr, chargingPeriods: periods } },
    chosen,
  );
  const lines = stepped(linesOf(placed, isExpired(charge)));
  const groups = groupsOf(lines);
  // §7: the limits are those of the tariff at the session's start.
  return { price: { lines, groups, ...limited(totalOf(groups), first) } };
}

/** What is true at the start of each period. */
function placedPeriods(
  { cdr, timeZone }: ReferenceCharge,
  chosen: readonly Tariff[],
): readonly PlacedPeriod[] {
  const periods = cdr.chargingPeriods;
  // §4: with a reservation, duration counts from the start of the charging part.
  const chargingStart = periods.some(isReserving)
    ? (periods.find(isCharging)?.startDateTime ?? cdr.startDateTime)
    : cdr.startDateTime;
  return chosen.map((tariff, index) => {
    const period = periods[index]!;
    const base = {
      period,
      local: timeZone === null ? null : period.startDateTime.toZonedDateTimeISO(timeZone),
      energyBefore: periods
        .slice(0, index)
        .reduce((sum, past) => sum.plus(volumeOf(past, "ENERGY") ?? Rational.ZERO), Rational.ZERO),
    };
    return {
      period,
      tariff,
      charging: { ...base, elapsed: seconds(chargingStart, period.startDateTime) },
      reserving: { ...base, elapsed: seconds(cdr.startDateTime, period.startDateTime) },
    };
  });
}

function seconds(from: Temporal.Instant, to: Temporal.Instant): Rational {
  return Rational.of(to.epochNanoseconds - from.epochNanoseconds, 1_000_000_000n);
}

/** §11: a CiString. The version valid at the session's start has precedence among equal ids. */
function namedTariff(tariffs: readonly Tariff[], id: string): Tariff | undefined {
  return tariffs.find((tariff) => tariff.id.toLowerCase() === id.toLowerCase());
}

/** §11: valid at the session's start, of a type for this use, in list order. */
function sessionTariff({ cdr, tariffs }: ReferenceCharge): Tariff | undefined {
  const valid = tariffs.filter(
    ({ startDateTime, endDateTime }) =>
      (startDateTime === undefined ||
        Temporal.Instant.compare(startDateTime, cdr.startDateTime) <= 0) &&
      (endDateTime === undefined || Temporal.Instant.compare(cdr.startDateTime, endDateTime) < 0),
  );
  return (
    valid.find(({ type }) => type === undefined || type === "REGULAR") ??
    valid.find(({ type }) => type !== "AD_HOC_PAYMENT")
  );
}

/** §6: no field says it, so: reservation time only, no EVSE or connector, and no session. */
function isExpired({ cdr, isReservationExpired }: ReferenceCharge): boolean {
  if (isReservationExpired !== undefined) return isReservationExpired;
  const isOnlyReserved = cdr.chargingPeriods.every(
    (period) => isReserving(period) && !isCharging(period),
  );
  const { evseUid, connectorId } = cdr.cdrLocation;
  const hasNoPlace = evseUid === "#NA" || connectorId === "#NA";
  return isOnlyReserved && hasNoPlace && cdr.sessionId === undefined;
}
