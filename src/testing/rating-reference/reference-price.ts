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
import { groupsOf, limited, type TaxGroup, type Totals } from "./reference-totals";
import { needsLocalTime, volumeOf, wallClockAt } from "./restriction-match";

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
export type ReferenceRefusal =
  | "no-periods"
  | "no-tariff"
  | "unknown-tariff"
  | "currency"
  | "no-time-zone"
  | "limit-needs-rate";

/** Totals after min_price and max_price; the rates before them. */
export type ReferencePrice = Totals & {
  readonly lines: readonly ReferenceLine[];
  readonly groups: readonly TaxGroup[];
};

/** Prices a charge, or says why it has no price. */
export function referencePrice(
  charge: ReferenceCharge,
): { readonly price: ReferencePrice } | { readonly refusal: ReferenceRefusal } {
  // mod_cdrs, CDR: charging_periods has one or more.
  if (charge.cdr.chargingPeriods.length === 0) return { refusal: "no-periods" };
  // §5: periods may be out of order.
  const periods = charge.cdr.chargingPeriods.toSorted((a, b) =>
    Temporal.Instant.compare(a.startDateTime, b.startDateTime),
  );
  // §11: a period without a tariff_id has the session's tariff: that of its start.
  const [firstId] = periods.map(({ tariffId }) => tariffId);
  const fallback =
    firstId === undefined ? sessionTariff(charge) : namedTariff(charge.tariffs, firstId);
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
  const totals = limited(groups, first);
  return totals === null
    ? { refusal: "limit-needs-rate" }
    : { price: { lines, groups, ...totals } };
}

/** What is true at the start of each period. */
function placedPeriods(
  { cdr, timeZone }: ReferenceCharge,
  chosen: readonly Tariff[],
): readonly PlacedPeriod[] {
  const periods = cdr.chargingPeriods;
  // §4: after a reservation, duration counts from the start of the charging part.
  const [first] = periods;
  const chargingStart =
    first !== undefined && isReserving(first)
      ? (periods.find(isCharging)?.startDateTime ?? cdr.startDateTime)
      : cdr.startDateTime;
  return chosen.map((tariff, index) => {
    const period = periods[index]!;
    const base = {
      period,
      local: timeZone === null ? null : wallClockAt(period.startDateTime, timeZone),
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

/** How long it had lasted: nothing yet in a period that is dated before the start. */
function seconds(from: Temporal.Instant, to: Temporal.Instant): Rational {
  const since = Rational.of(to.epochNanoseconds - from.epochNanoseconds, 1_000_000_000n);
  return since.sign() < 0 ? Rational.ZERO : since;
}

/** §11: a CiString. */
function namedTariff(tariffs: readonly Tariff[], id: string): Tariff | undefined {
  return tariffs.find((tariff) => tariff.id.toLowerCase() === id.toLowerCase());
}

/**
 * §11: valid at the session's start, of a type for this use, in list order. The CDR's list is what it is
 * to be checked against (ocpi/ocpi#273), so where nothing in it fits, the next best is priced as told:
 * better a valid tariff of another type than a suitable one of another time.
 */
function sessionTariff({ cdr, tariffs }: ReferenceCharge): Tariff | undefined {
  const valid = tariffs.filter(
    ({ startDateTime, endDateTime }) =>
      (startDateTime === undefined ||
        Temporal.Instant.compare(startDateTime, cdr.startDateTime) <= 0) &&
      (endDateTime === undefined || Temporal.Instant.compare(cdr.startDateTime, endDateTime) < 0),
  );
  const eligible = valid.length > 0 ? valid : tariffs;
  return (
    eligible.find(({ type }) => type === undefined || type === "REGULAR") ??
    eligible.find(({ type }) => type !== "AD_HOC_PAYMENT") ??
    eligible[0]
  );
}

/** §6: no field says it, so: reservation time only, no EVSE or connector, and no session. */
function isExpired({ cdr, isReservationExpired }: ReferenceCharge): boolean {
  if (isReservationExpired !== undefined) return isReservationExpired;
  const isOnlyReserved = cdr.chargingPeriods.every(
    (period) => isReserving(period) && !isCharging(period),
  );
  // mod_cdrs, CdrLocation: each of these may be "#NA" for a reservation that nobody used.
  const { evseUid, evseId, connectorId } = cdr.cdrLocation;
  const hasNoPlace = [evseUid, evseId, connectorId].includes("#NA");
  return isOnlyReserved && hasNoPlace && cdr.sessionId === undefined;
}
