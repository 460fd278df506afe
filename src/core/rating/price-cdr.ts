import { isCurrency } from "@/core/money/currency";
import type { Outcome } from "@/core/outcome";
import { no, ok } from "@/core/outcome";
import type { Tariff } from "@/core/roaming/tariff";
import type { Zone } from "@/core/time/local-time";
import { zoneOf } from "@/core/time/local-time";

import { isReserved } from "./period-facts";
import type { Placement } from "./place-periods";
import { placePeriods } from "./place-periods";
import type { PriceCdrInput, PriceableCdr } from "./price-input";
import { applyLimits } from "./price-limits";
import type { PlacedPeriod } from "./run";
import { pricePeriods } from "./price-periods";
import type { PricedCdr, RatingNote, Unpriceable } from "./priced-cdr";
import { TIME_UNITS_PER_MS } from "./priced-cdr";
import { DEFAULT_POLICY } from "./rating-policy";
import { noteTariff } from "./select-tariff";
import { applyStepSize } from "./step-size";
import { closeLines, sumByTax, sumTotals } from "./totals";

export type { PriceCdrInput, PriceableCdr };

/**
 * Prices a CDR by its tariffs as OCPI 2.1.1, 2.2.1 and 2.3.0 say (docs/rating.md has the rules and an
 * example): exact, unrounded amounts with the lines they are made of, or the reason why there is no
 * price. The periods are priced as sent, each wholly by what holds at its start. The same input gives
 * the same result, to the byte.
 */
export function priceCdr(input: PriceCdrInput): Outcome<PricedCdr, Unpriceable> {
  const placed = placePeriods(input);
  if (!placed.ok) return placed;
  const { periods, notes, tariffIndex } = placed.value;
  const { cdr, tariffs, policy = DEFAULT_POLICY } = input;
  const tariff = tariffs[tariffIndex];
  if (tariff === undefined) return no({ code: "no-tariff" });
  const refusal = checkTariffs(cdr, placed.value, tariffs);
  if (refusal !== undefined) return no(refusal);
  const zone = findZone(input.timeZone, periods);
  if (!zone.ok) return zone;
  const { sessionStartMs, sessionEndMs } = placed.value;
  const isReservationExpired = expiry(input, notes);
  const run = { periods, zone: zone.value, policy, sessionStartMs, isReservationExpired };
  const priced = pricePeriods(run, notes);
  if (priced.outOfRange >= 0)
    return no({ code: "volume-out-of-range", periodIndex: priced.outOfRange });
  if (policy.appliesStepSize) applyStepSize(priced.lines, policy, notes);
  const lines = closeLines(priced.lines);
  const taxTotals = sumByTax(lines);
  const unlimited = { net: sumTotals(taxTotals, "net"), gross: sumTotals(taxTotals, "gross") };
  const limited = applyLimits({ ...unlimited, taxTotals }, tariff, tariffIndex);
  if (!limited.ok) return limited;
  const { net, gross, limits } = limited.value;
  return ok({
    currency: cdr.currency,
    lines,
    taxTotals,
    limits,
    net,
    gross,
    energy: BigInt(priced.energy),
    unstatedTime: (sessionEndMs - sessionStartMs) * TIME_UNITS_PER_MS - priced.time,
    notes,
  });
}

function checkTariffs(
  cdr: PriceableCdr,
  { periods, tariffIndex, notes, sessionStartMs }: Placement,
  tariffs: readonly Tariff[],
): Unpriceable | undefined {
  const { currency } = cdr;
  if (!isCurrency(currency)) return { code: "unknown-currency", currency };
  const seen: number[] = [];
  for (const { compiled, tariffIndex: index } of periods) {
    if (seen.includes(index)) continue;
    seen.push(index);
    const { tariff } = compiled;
    if (tariff.currency !== currency)
      return { code: "currency-mismatch", cdr: currency, tariff: tariff.currency };
    noteTariff(compiled, sessionStartMs, notes);
    if (index === tariffIndex) continue;
    const tariffId = tariffs[index]?.id ?? tariff.id;
    notes.push({ code: "second-tariff", tariffId });
    if (compiled.hasLimits) notes.push({ code: "other-tariff-has-limits", tariffId });
  }
  return undefined;
}

/** The zone if a tariff needs one; never UTC by default. */
export function findZone(
  timeZone: string | null,
  periods: readonly PlacedPeriod[],
): Outcome<Zone | undefined, Unpriceable> {
  if (!needsZone(periods)) return NO_ZONE;
  if (timeZone === null) return no({ code: "no-time-zone" });
  const zone = zoneOf(timeZone);
  return zone.ok ? zone : no({ code: "unknown-time-zone", timeZone });
}

const NO_ZONE = ok(undefined);

function needsZone(periods: readonly PlacedPeriod[]): boolean {
  for (const { compiled } of periods) if (compiled.needsTimeZone) return true;
  return false;
}

function expiry({ isReservationExpired, cdr }: PriceCdrInput, notes: RatingNote[]): boolean {
  if (isReservationExpired !== undefined) return isReservationExpired;
  const isExpired = looksExpired(cdr);
  if (isExpired) notes.push({ code: "reservation-taken-as-expired" });
  return isExpired;
}

/**
 * Whether a CDR is that of a reservation that ran out. The bookings extension has a dimension for it;
 * OCPI 2.2.1 has no field, but its CDR has only reserved time, no session, and "#NA" for the EVSE or
 * connector. mod_cdrs, CdrLocation.
 */
export function looksExpired(cdr: PriceableCdr): boolean {
  for (const { dimensions } of cdr.chargingPeriods)
    for (const { type } of dimensions) if (type === "RESERVATION_EXPIRES") return true;
  const place = cdr.cdrLocation;
  if (cdr.sessionId !== undefined || place === undefined) return false;
  const hasNoEvse = [place.evseUid, place.evseId, place.connectorId].includes("#NA");
  return hasNoEvse && cdr.chargingPeriods.every(isReserved);
}
