import { money, type Money } from "@/core/money/money";
import { micro, type Micro } from "@/core/money/quantity";
import { type Outcome, no, ok } from "@/core/outcome";

import { courseOf, type PriceStep } from "./quote-course";
import { type QuoteLine, quoteLines } from "./quote-lines";
import { type PlanTerms, priceByTerms } from "./quote-terms";
import { segmentCharge } from "./segment-charge";
import type { MeterCurve } from "./segment-curve";
import { risingPoints, energyAt } from "./segment-curve";
import {
  continued,
  type PowerNow,
  type SessionCurve,
  sessionCurve,
  type SessionReadings,
  stoppedAt,
} from "./segment-session";

/** What a running charge costs, part by part, at some moment; VAT included. */
export type RunningCost = {
  readonly at: Temporal.Instant;
  readonly energy: Micro;
  readonly total: Money;
  readonly lines: readonly QuoteLine[];
};

/** What a charge will have come to when the driver leaves. */
export type Projection = RunningCost & {
  /** When the car stops drawing power; `at` where it charges to the end. */
  readonly chargedAt: Temporal.Instant;
  /** Why it stops before the end, if it does: it has what was asked for, or what a car holds at most. */
  readonly stops: "wanted" | "full" | null;
};

/** A running charge in the driver's money. Our estimate; the bill is priced from the CDR. */
export type LiveCharge = {
  readonly soFar: RunningCost;
  readonly isCharging: boolean;
  readonly power: PowerNow | null;
  /** The unit prices that hold at `now`. */
  readonly current: PriceStep;
  /** The next other unit prices while it charges on; null for none within a day, or where it is parked. */
  readonly nextChange: PriceStep | null;
  /** The fee for standing that begins, or has begun, if charging is over at `now`; null for none within a day. */
  readonly idle: PriceStep | null;
  /** Null where no departure was asked for, or the power is not known. */
  readonly projection: Projection | null;
};

export type LiveChargeInput = {
  readonly session: SessionReadings;
  readonly terms: PlanTerms;
  readonly timeZone: string | null;
  readonly now: Temporal.Instant;
  readonly leaveAt: Temporal.Instant | null;
  /** What the driver asked to get from some moment on; charging is over then. Null: until he leaves. */
  readonly wanted: { readonly energy: Micro; readonly since: Temporal.Instant } | null;
};

/** What a car takes in one charge at most, where the driver has asked for no less. */
const LARGEST_CHARGE: Micro = micro("100");

const HORIZON = { hours: 24 } as const;

/**
 * Reads a session's cost so far, what it comes to if the driver leaves at `leaveAt`, and which price or
 * fee begins next. From the readings that the CPO sent, the last power going on evenly, split wherever
 * the price changes. Refuses what the engine can't price.
 */
export function projectCharge(
  input: LiveChargeInput,
): Outcome<LiveCharge, "no-readings" | "unpriceable"> {
  const { session, now } = input;
  const so = sessionCurve(session);
  if (so === undefined) return no("no-readings");
  const soFar = costAt(input, so.curve, so.readAt);
  const power = so.power?.kw ?? 0n;
  const moment = Temporal.Instant.compare(now, so.readAt) < 0 ? so.readAt : now;
  const far = moment.add(HORIZON);
  const on = continued(so, { power, until: far, fullAt: null });
  // If it were over now: what flowed since the last reading still did.
  const over = stoppedAt(so, power, moment);
  const course = (curve: MeterCurve) =>
    courseOf(input.terms, {
      curve,
      startDateTime: session.startDateTime,
      endDateTime: far,
      timeZone: input.timeZone,
    });
  const [going, standing] = [course(on.curve), course(over)];
  if (!soFar.ok || !going.ok || !standing.ok) return no("unpriceable");
  const current = stepAt(going.value, moment);
  if (current === undefined) return no("unpriceable");
  const isAfter = ({ from }: PriceStep) => Temporal.Instant.compare(from, moment) > 0;
  return ok({
    soFar: soFar.value,
    isCharging: so.isCharging,
    power: so.power,
    current,
    nextChange: so.isCharging ? (going.value.find(isAfter) ?? null) : null,
    idle: idleOf(standing.value, moment),
    projection: projected(input, so),
  });
}

function idleOf(steps: readonly PriceStep[], at: Temporal.Instant): PriceStep | null {
  const current = stepAt(steps, at);
  if (current?.perIdleMinute) return current;
  return (
    steps.find(
      ({ from, perIdleMinute }) =>
        perIdleMinute !== null && Temporal.Instant.compare(from, at) >= 0,
    ) ?? null
  );
}

function stepAt(steps: readonly PriceStep[], at: Temporal.Instant): PriceStep | undefined {
  return steps.findLast(({ from }) => Temporal.Instant.compare(from, at) <= 0);
}

function projected(input: LiveChargeInput, so: SessionCurve): Projection | null {
  const { leaveAt, wanted } = input;
  if (leaveAt === null || so.power === null) return null;
  if (Temporal.Instant.compare(leaveAt, so.readAt) < 0) return null;
  const enough =
    wanted &&
    energyAt(risingPoints(so.curve.energy), wanted.since.epochMilliseconds) + wanted.energy;
  // Nothing tells how large the battery is. Without a bound a fast charger fills several.
  const fullAt = enough ?? (so.energy < LARGEST_CHARGE ? LARGEST_CHARGE : so.energy);
  const { curve, chargedAt } = continued(so, { power: so.power.kw, until: leaveAt, fullAt });
  const cost = costAt(input, curve, leaveAt);
  if (!cost.ok) return null;
  const isOver = so.isCharging && chargedAt.epochMilliseconds < leaveAt.epochMilliseconds;
  const stops = isOver ? (enough === null ? "full" : "wanted") : null;
  return { ...cost.value, chargedAt, stops };
}

function costAt(
  { session, terms, timeZone }: LiveChargeInput,
  curve: MeterCurve,
  at: Temporal.Instant,
): Outcome<RunningCost, "unpriceable"> {
  const { startDateTime } = session;
  const { currency, tariff } = terms;
  const times = { startDateTime, endDateTime: at };
  const split = segmentCharge({ curve, ...times, timeZone, tariffs: [tariff] });
  if (!split.ok) return no("unpriceable");
  const { chargingPeriods, totalEnergy } = split.value;
  if (chargingPeriods.length === 0) return no("unpriceable");
  const cdr = { ...times, currency, chargingPeriods, totalEnergy, sessionId: "live" };
  const price = priceByTerms(terms, cdr, timeZone);
  const lines = price.ok ? quoteLines(terms, price.value, cdr) : null;
  if (!price.ok || lines === null) return no("unpriceable");
  const total = money(price.value.price.grossMinor, currency);
  return ok({ at, energy: totalEnergy, total, lines });
}
