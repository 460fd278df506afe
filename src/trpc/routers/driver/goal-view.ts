import { money, type Money } from "@/core/money/money";
import { formatMicro } from "@/core/money/quantity";
import type { ChargeStretch } from "@/core/smart-charging/plan-charge";
import type { KnownProfile } from "@/services/charging/wish-view";
import type { SessionGoal } from "@/services/charging-goals/get-session-goal";
import type { SessionPlan } from "@/services/charging-goals/plan-session";
import type { GoalPreview, PlannedWay } from "@/services/charging-goals/preview-goal";

/** A goal as the browser asks for it again and again, so times are texts and powers numbers. */
export function goalToBrowser(view: SessionGoal) {
  const { said, asked, known, cars, isRunning, timeZone, refused, hindrance, styles, boost } = view;
  const { reason } = view;
  return {
    ...wayToBrowser(view),
    isRunning,
    timeZone,
    refused,
    hindrance,
    styles,
    boost,
    reason: reason && {
      code: reason.code,
      node: reason.nodeName,
      limit: reason.limit ?? null,
      unit: reason.unit ?? null,
      sharers: reason.sharers ?? null,
      leaves: reason.leaves ?? null,
    },
    said: said && {
      style: said.goal.style,
      isBoosted: said.goal.isBoosted,
      dischargeAllowed: said.goal.dischargeAllowed,
      departureAt: said.goal.departureAt?.toString() ?? null,
      need: said.need,
      missingKwh: said.missing === null ? null : formatMicro(said.missing),
      vehicleId: said.vehicleId,
      source: said.source,
      routine: said.routine,
      isPending: said.isPending,
      boostEndsAt: said.boostEndsAt?.toString() ?? null,
    },
    asked: asked && { ...asked, at: asked.at.toString() },
    active: known && activeToBrowser(known),
    cars: cars.map(({ id, name, isDefault, canDischarge }) => ({
      id,
      name,
      isDefault,
      canDischarge,
    })),
  };
}

/** A preview of a goal that was not kept yet. */
export function previewToBrowser(preview: GoalPreview) {
  return {
    ...wayToBrowser(preview),
    departureAt: preview.departureAt?.toString() ?? null,
  };
}

function wayToBrowser({ chosen, plan, isEstimate }: PlannedWay) {
  return { chosen, isEstimate, plan: plan && planToBrowser(plan) };
}

function planToBrowser(plan: SessionPlan) {
  const { preview, fromMs, toMs, needWh, isDepartureKnown } = plan;
  const { course, atOnce, figures } = preview;
  const edges = [course, atOnce.course].flatMap(({ stretches }) =>
    stretches.flatMap(({ startMs, endMs }) => [startMs, endMs]),
  );
  const times = [...new Set([fromMs, ...edges])]
    .filter((ms) => ms >= fromMs && ms < toMs)
    .toSorted((a, b) => a - b);
  const readyMs = needWh === null ? null : course.readyMs;
  return {
    times,
    endsAt: toMs,
    powerW: times.map((ms) => powerAt(course.stretches, ms)),
    atOnceW: times.map((ms) => powerAt(atOnce.course.stretches, ms)),
    readyAt: readyMs === null ? null : textOf(readyMs),
    startsAt: course.stretches[0] ? textOf(course.stretches[0].startMs) : null,
    /** Null: as much as goes in. */
    needWh,
    deliveredWh: course.deliveredWh,
    shortfallWh: needWh === null ? 0 : course.shortfallWh,
    cost: figures.cost,
    atOnceCost: atOnce.figures.cost,
    standingCost: standingCostOf(plan),
    carbonG: figures.carbonG,
    atOnceCarbonG: atOnce.figures.carbonG,
    isShifted: preview.isShifted,
    ownPrice: preview.ownPrice,
    isDepartureKnown,
    isForecast: preview.isForecast,
  };
}

/** What of the cost is for standing there once the car has what it needs; null: nothing, or nobody knows. */
function standingCostOf({ preview, costUntilReady }: SessionPlan): Money | null {
  const { cost } = preview.figures;
  if (!cost || !costUntilReady || cost.amountMinor <= costUntilReady.amountMinor) return null;
  return money(cost.amountMinor - costUntilReady.amountMinor, cost.currency);
}

function powerAt(stretches: readonly ChargeStretch[], ms: number): number {
  return stretches.find((one) => one.startMs <= ms && ms < one.endMs)?.powerW ?? 0;
}

/** What the station says that it does: the period of its profile that holds now, and the next. */
function activeToBrowser({ active, receivedAt }: KnownProfile) {
  const { startDateTime, profile } = active;
  const start = (profile.startDateTime ?? startDateTime).epochMilliseconds;
  return {
    receivedAt: receivedAt.toString(),
    unit: profile.rateUnit,
    periods: profile.periods.map(({ startS, limit }) => ({
      from: textOf(start + startS * 1_000),
      limit: formatMicro(limit),
    })),
  };
}

function textOf(ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString();
}
