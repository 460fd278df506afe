import { isCurrency } from "@/core/money/currency";
import type { Outcome } from "@/core/outcome";
import { no, ok } from "@/core/outcome";
import type { Cdr } from "@/core/roaming/cdr";
import type { Tariff } from "@/core/roaming/tariff";
import type { Zone } from "@/core/time/local-time";
import { zoneOf } from "@/core/time/local-time";

import type { CompiledTariff } from "./compile-tariff";
import { compileTariff } from "./compile-tariff";
import type { PlacedPeriod } from "./price-periods";
import { isReserved, pricePeriods } from "./price-periods";
import { applyLimits } from "./price-limits";
import type { PricedCdr, RatingNote, Unpriceable } from "./priced-cdr";
import type { RatingPolicy } from "./rating-policy";
import { DEFAULT_POLICY } from "./rating-policy";
import { findTariff, noteTariff, selectTariff } from "./select-tariff";
import { applyStepSize } from "./step-size";
import { sumByTax, sumTotals } from "./totals";

/** What of a CDR makes its price. A running session has the same parts: end it at its last reading. */
export type PriceableCdr = Pick<
  Cdr,
  "startDateTime" | "endDateTime" | "currency" | "chargingPeriods"
> &
  Partial<Pick<Cdr, "sessionId" | "cdrLocation">>;

/** The input of `priceCdr`. */
export type PriceCdrInput = {
  readonly cdr: PriceableCdr;
  /** Those of the CDR, or else our stored versions. Keep the objects: each is compiled once. */
  readonly tariffs: readonly Tariff[];
  /** IANA name of the Location's zone; `null` if it is not known, which may make it unpriceable. */
  readonly timeZone: string | null;
  readonly policy?: RatingPolicy;
  /** Whether a reservation ran out unused. If absent, it is told from the CDR as OCPI describes. */
  readonly isReservationExpired?: boolean;
};

/**
 * Prices a CDR by its tariffs as OCPI 2.1.1, 2.2.1 and 2.3.0 say (docs/rating.md has the rules and an
 * example): exact, unrounded amounts with the lines they are made of, or the reason why there is no
 * price. The periods are priced as sent, each wholly by what holds at its start.
 */
export function priceCdr(input: PriceCdrInput): Outcome<PricedCdr, Unpriceable> {
  const placed = placePeriods(input);
  if (!placed.ok) return placed;
  const { periods, notes, tariffIndex } = placed.value;
  const { cdr, tariffs, policy = DEFAULT_POLICY } = input;
  const tariff = tariffs[tariffIndex];
  if (tariff === undefined) return no({ code: "no-tariff" });
  const checked = checkTariffs(cdr, periods, tariff, notes);
  if (!checked.ok) return checked;
  const zone = findZone(input.timeZone, periods);
  if (!zone.ok) return zone;
  const priced = pricePeriods({
    periods,
    zone: zone.value,
    policy,
    sessionStartMs: cdr.startDateTime.epochMilliseconds,
    isReservationExpired: input.isReservationExpired ?? looksExpired(cdr),
  });
  const stepNotes = policy.appliesStepSize ? applyStepSize(priced.lines, policy) : [];
  const lines = priced.lines.map(({ line }) => line);
  const taxTotals = sumByTax(lines);
  const unlimited = { net: sumTotals(taxTotals, "net"), gross: sumTotals(taxTotals, "gross") };
  const limited = applyLimits(unlimited, tariff, tariffIndex);
  if (!limited.ok) return limited;
  return ok({
    currency: cdr.currency,
    lines,
    taxTotals,
    ...limited.value,
    energy: priced.energy,
    notes: [...notes, ...priced.notes, ...stepNotes],
  });
}

type Placement = {
  readonly periods: readonly PlacedPeriod[];
  readonly notes: RatingNote[];
  /** The tariff of the session's start, whose limits hold. */
  readonly tariffIndex: number;
};

/** Orders the periods, gives each its end and its tariff. */
export function placePeriods(input: PriceCdrInput): Outcome<Placement, Unpriceable> {
  const { cdr, tariffs } = input;
  const order = cdr.chargingPeriods.map((period, periodIndex) => ({
    period,
    periodIndex,
    startMs: period.startDateTime.epochMilliseconds,
  }));
  if (order.length === 0) return no({ code: "no-periods" });
  const notes: RatingNote[] = [];
  if (order.some(({ startMs }, index) => startMs < (order[index - 1]?.startMs ?? startMs))) {
    order.sort((a, b) => a.startMs - b.startMs);
    notes.push({ code: "periods-out-of-order" });
  }
  const sessionStartMs = cdr.startDateTime.epochMilliseconds;
  const sessionEndMs = cdr.endDateTime.epochMilliseconds;
  const assumed = selectTariff(tariffs, cdr.startDateTime);
  if (!assumed.ok) return assumed;
  const periods: PlacedPeriod[] = [];
  for (const [index, { period, periodIndex, startMs }] of order.entries()) {
    if (startMs < sessionStartMs || startMs > sessionEndMs)
      notes.push({ code: "period-outside-session", periodIndex });
    const tariffIndex =
      period.tariffId === undefined
        ? ok(periods.at(-1)?.tariffIndex ?? assumed.value)
        : findTariff(tariffs, period.tariffId);
    if (!tariffIndex.ok) return tariffIndex;
    const compiled = compileAt(tariffs, tariffIndex.value);
    if (!compiled.ok) return compiled;
    const endMs = order[index + 1]?.startMs ?? Math.max(sessionEndMs, startMs);
    periods.push({
      period,
      periodIndex,
      startMs,
      endMs,
      tariffIndex: tariffIndex.value,
      compiled: compiled.value,
    });
  }
  const unnamed = periods.find(({ period }) => period.tariffId === undefined);
  if (unnamed !== undefined && tariffs.length > 1)
    notes.push({ code: "tariff-assumed", tariffId: unnamed.compiled.tariff.id });
  return ok({ periods, notes, tariffIndex: periods[0]?.tariffIndex ?? assumed.value });
}

function compileAt(
  tariffs: readonly Tariff[],
  index: number,
): Outcome<CompiledTariff, Unpriceable> {
  const tariff = tariffs[index];
  return tariff === undefined ? no({ code: "no-tariff" }) : compileTariff(tariff);
}

function checkTariffs(
  cdr: PriceableCdr,
  periods: readonly PlacedPeriod[],
  session: Tariff,
  notes: RatingNote[],
): Outcome<null, Unpriceable> {
  if (!isCurrency(cdr.currency)) return no({ code: "unknown-currency", currency: cdr.currency });
  const seen: Tariff[] = [];
  for (const { compiled } of periods) {
    const { tariff } = compiled;
    if (seen.includes(tariff)) continue;
    seen.push(tariff);
    if (tariff.currency !== cdr.currency)
      return no({ code: "currency-mismatch", cdr: cdr.currency, tariff: tariff.currency });
    notes.push(...noteTariff(tariff, cdr.startDateTime));
    if (tariff === session) continue;
    notes.push({ code: "second-tariff", tariffId: tariff.id });
    if (tariff.minPrice !== undefined || tariff.maxPrice !== undefined)
      notes.push({ code: "other-tariff-has-limits", tariffId: tariff.id });
  }
  return ok(null);
}

/** The zone if a tariff needs one; never UTC by default. */
export function findZone(
  timeZone: string | null,
  periods: readonly PlacedPeriod[],
): Outcome<Zone | undefined, Unpriceable> {
  if (!periods.some(({ compiled }) => compiled.needsTimeZone)) return ok(undefined);
  if (timeZone === null) return no({ code: "no-time-zone" });
  const zone = zoneOf(timeZone);
  return zone.ok ? zone : no({ code: "unknown-time-zone", timeZone });
}

/**
 * Whether a CDR is that of a reservation that ran out: OCPI 2.2.1 has no field for it, but its CDR
 * has only reserved time, no session, and "#NA" for the EVSE or connector. mod_cdrs, CdrLocation.
 */
export function looksExpired(cdr: PriceableCdr): boolean {
  const place = cdr.cdrLocation;
  if (cdr.sessionId !== undefined || place === undefined) return false;
  const hasNoEvse = [place.evseUid, place.evseId, place.connectorId].includes("#NA");
  return hasNoEvse && cdr.chargingPeriods.every(isReserved);
}
