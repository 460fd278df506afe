import type { Outcome } from "@/core/outcome";
import { no, ok } from "@/core/outcome";
import type { ChargingPeriod } from "@/core/roaming/cdr";

import { compileTariff } from "./compile-tariff";
import type { PriceCdrInput } from "./price-input";
import type { PlacedPeriod } from "./run";
import type { RatingNote, Unpriceable } from "./priced-cdr";
import { findTariff, selectTariff } from "./select-tariff";

/** The periods of a CDR in the order of time, with what is questionable about that. */
export type Placement = {
  readonly periods: readonly PlacedPeriod[];
  readonly notes: RatingNote[];
  /** The tariff of the session's start, whose limits hold. */
  readonly tariffIndex: number;
  readonly sessionStartMs: number;
  readonly sessionEndMs: number;
};

type Ordered = {
  readonly period: ChargingPeriod;
  readonly index: number;
  readonly startMs: number;
};

/** Orders the periods, gives each its end and its tariff. */
export function placePeriods({ cdr, tariffs }: PriceCdrInput): Outcome<Placement, Unpriceable> {
  const notes: RatingNote[] = [];
  const order = orderPeriods(cdr.chargingPeriods, notes);
  const [first] = order;
  if (first === undefined) return no({ code: "no-periods" });
  const sessionStartMs = cdr.startDateTime.epochMilliseconds;
  const sessionEndMs = cdr.endDateTime.epochMilliseconds;
  const session = tariffAt(tariffs, first.period.tariffId, sessionStartMs);
  if (!session.ok) return session;
  const periods: PlacedPeriod[] = [];
  let hasUnnamed = false;
  for (let place = 0; place < order.length; place++) {
    const { period, index: periodIndex, startMs } = order[place] as Ordered;
    if (startMs < sessionStartMs || startMs > sessionEndMs)
      notes.push({ code: "period-outside-session", periodIndex });
    hasUnnamed ||= period.tariffId === undefined;
    const chosen =
      period.tariffId === undefined || place === 0
        ? session
        : tariffAt(tariffs, period.tariffId, sessionStartMs);
    if (!chosen.ok) return chosen;
    const tariffIndex = chosen.value;
    const tariff = tariffs[tariffIndex];
    if (tariff === undefined) return no({ code: "no-tariff" });
    const compiled = compileTariff(tariff);
    if (!compiled.ok) return compiled;
    const endMs = order[place + 1]?.startMs ?? Math.max(sessionEndMs, startMs);
    periods.push({ period, periodIndex, startMs, endMs, tariffIndex, compiled: compiled.value });
  }
  const tariffIndex = session.value;
  if (hasUnnamed && tariffs.length > 1)
    notes.push({ code: "tariff-assumed", tariffId: tariffs[tariffIndex]?.id ?? "" });
  return ok({ periods, notes, tariffIndex, sessionStartMs, sessionEndMs });
}

function tariffAt(
  tariffs: PriceCdrInput["tariffs"],
  tariffId: string | undefined,
  atMs: number,
): Outcome<number, Unpriceable> {
  return tariffId === undefined ? selectTariff(tariffs, atMs) : findTariff(tariffs, tariffId, atMs);
}

function orderPeriods(periods: readonly ChargingPeriod[], notes: RatingNote[]): Ordered[] {
  const order: Ordered[] = [];
  let isSorted = true;
  let beforeMs = -Infinity;
  for (let index = 0; index < periods.length; index++) {
    const period = periods[index] as ChargingPeriod;
    const startMs = period.startDateTime.epochMilliseconds;
    isSorted &&= startMs >= beforeMs;
    beforeMs = startMs;
    order.push({ period, index, startMs });
  }
  if (isSorted) return order;
  notes.push({ code: "periods-out-of-order" });
  return order.toSorted((a, b) => a.startMs - b.startMs);
}
