import type { Money } from "@/core/money/money";
import type { PlanTerms } from "@/core/rating/quote-terms";
import { buildSlots, type MarketHour } from "@/core/smart-charging/charge-slots";
import {
  type ChargingGoal,
  microKwhOf,
  styleInForce,
  whOf,
} from "@/core/smart-charging/charging-goal";
import type { ChargeCourse, ChargeProblem, ChargeSlot } from "@/core/smart-charging/plan-charge";
import { costOfPlan, pricePerKwh, pricesAhead } from "@/core/smart-charging/planned-cost";
import { type ChargePreview, previewCharge } from "@/core/smart-charging/preview-charge";
import { courseOfSite, type SiteCourse } from "@/core/smart-charging/site-course";
import { type CarDraw, drawAt } from "@/core/smart-charging/vehicle-draw";
import type { Ctx } from "@/services/context";
import { marketOver } from "@/services/energy-market/market-over";
import { type PlacedCharge, readSessionTerms } from "@/services/sessions/read-session-terms";
import type { Vehicle } from "@/services/vehicles/vehicle-row";
import type { RunningCharge } from "./read-running-charge";

/** A goal to plan for, with the car that it is for and who would carry it out. */
export interface GoalToPlan {
  readonly goal: ChargingGoal;
  readonly car: Vehicle | null;
  /** The operator plans by its own price for the style; else the usual price counts. */
  readonly isByOperator: boolean;
  /** W that the site leaves for this session over time; null: not a site of ours, only car and station limit it. */
  readonly headroom: readonly { readonly fromMs: number; readonly powerW: number }[] | null;
  /** What the site's latest plan gives it; null or absent: it is planned by itself. */
  readonly site?: SiteCourse | null;
}

/** A charge that runs, or that somebody has in mind. */
export interface PlannableCharge extends Pick<
  RunningCharge,
  "driverId" | "country" | "placeZone" | "marketZone" | "connector" | "before"
> {
  readonly session: Pick<RunningCharge["session"], "partnerId" | "energyMicroKwh">;
  readonly core: PlacedCharge["core"];
}

/** How a session would go on under a goal. */
export interface SessionPlan {
  readonly preview: ChargePreview;
  readonly slots: readonly ChargeSlot[];
  readonly fromMs: number;
  /** When the slots end: the departure, else as far as we look. */
  readonly toMs: number;
  readonly draw: CarDraw;
  /** Wh that had flowed when planned. */
  readonly doneWh: number;
  /** Wh wanted from the plan's start on; null: as much as goes in. */
  readonly needWh: number | null;
  /** False: the cost ends when the charge is ready, without what standing costs. */
  readonly isDepartureKnown: boolean;
  /** What it would cost if the car left as soon as it is ready; null where that can't be said, or it leaves before. */
  readonly costUntilReady: Money | null;
}

const QUARTER_MS = 900_000;
/** So far we look where nobody says when he leaves. */
const USUAL_STAY = { hours: 12 } as const;
/** What a car takes at most in one charge, where we do not know it. Wh. */
const LARGEST_WH = 100_000;
/** What flowed since the last reading is taken for granted for so long. */
const LONGEST_GAP_MS = 900_000;

/**
 * Plans the rest of a session by itself, for its preview or its own profile. Null where nobody says what car and
 * connector take, or where the goal is over.
 */
export async function planSession(
  ctx: Ctx,
  charge: PlannableCharge,
  { goal, car, isByOperator, headroom, site = null }: GoalToPlan,
): Promise<SessionPlan | null> {
  const now = laterOf(ctx.clock.now(), charge.core.startDateTime);
  const until = goal.departureAt ?? now.add(USUAL_STAY);
  const [fromMs, toMs] = [now.epochMilliseconds, until.epochMilliseconds];
  const could = drawAt(charge.connector, car);
  // A share of a site's power says nothing of the car.
  const draw = headroom === null && car === null ? measuredDraw(charge, could) : could;
  if (draw === null || toMs <= fromMs) return null;
  const done = energyNow(charge, fromMs);
  const style = styleInForce(goal);
  const [terms, usual, market] = await Promise.all([
    readSessionTerms(ctx, termsAsk(charge), isByOperator ? style : undefined),
    readSessionTerms(ctx, termsAsk(charge)),
    readMarket(ctx, charge.marketZone, { fromMs, toMs }),
  ]);
  const common = {
    timeZone: charge.placeZone,
    startDateTime: charge.core.startDateTime,
    endDateTime: until,
    before: charge.before,
    energyNow: done,
    plansFrom: now,
  };
  const own = terms ? pricesAhead({ ...common, terms, powerW: draw.maxW }) : [];
  const { slots, isKnown } = buildSlots({
    fromMs,
    toMs,
    available: (headroom ?? [{ fromMs, powerW: draw.maxW }]).map((one) => ({
      fromMs: Math.max(one.fromMs, fromMs),
      powerW: Math.min(one.powerW, draw.maxW),
    })),
    own: own.map((step) => ({
      fromMs: step.from.epochMilliseconds,
      priceMicro: pricePerKwh(step, draw.maxW),
    })),
    market,
  });
  const wantedWh = goal.energy === null ? null : Math.max(0, whOf(goal.energy - done));
  const problem: ChargeProblem = {
    slots,
    minW: draw.minW,
    needWh: wantedWh ?? mostOf(car),
    isDepartureKnown: goal.departureAt !== null,
    style,
  };
  const costBy =
    (by: PlanTerms | null, leavesAt: Temporal.Instant | null) => (course: ChargeCourse) => {
      const endDateTime = leavesAt ?? endOf(course, goal);
      return by && endDateTime && costOf({ ...common, endDateTime, terms: by, ...course });
    };
  const preview = previewCharge({
    problem,
    isKnown,
    ...(site && { course: courseOfSite(site, { fromMs, toMs, needWh: wantedWh }) }),
    costOf: costBy(terms, goal.departureAt),
    costAtOnce: costBy(usual, goal.departureAt),
  });
  const { course } = preview;
  const costUntilReady = course.readyMs === null ? null : costBy(terms, null)(course);
  const known = { isDepartureKnown: problem.isDepartureKnown, needWh: wantedWh, costUntilReady };
  return { preview, slots, fromMs, toMs, draw, doneWh: whOf(done), ...known };
}

/**
 * Nobody says when the car leaves: what standing costs is left out, for it may leave once it is ready. Null where
 * nothing says how much it takes either: no figure would be true.
 */
function endOf({ stretches }: ChargeCourse, { energy }: ChargingGoal): Temporal.Instant | null {
  const last = stretches.at(-1);
  return energy === null || !last ? null : Temporal.Instant.fromEpochMilliseconds(last.endMs);
}

/** Stations' clocks run fast: what has begun has begun. */
function laterOf(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) < 0 ? b : a;
}

function costOf(plan: Parameters<typeof costOfPlan>[0]): Money | null {
  const cost = costOfPlan(plan);
  return cost.ok ? cost.value : null;
}

function termsAsk({ driverId, session, core, placeZone, country }: PlannableCharge) {
  return { driverId, partnerId: session.partnerId, core, timeZone: placeZone, country };
}

/** The battery is the most that a car takes; what it holds already nobody tells us. */
function mostOf(car: Vehicle | null): number {
  return car === null ? LARGEST_WH : whOf(car.batteryMicroKwh);
}

/** Without a car the last power says more than the station's label. */
function measuredDraw({ before }: PlannableCharge, draw: CarDraw | null): CarDraw | null {
  const measuredW = before?.isCharging && before.power ? Number(before.power.kw / 1_000n) : 0;
  if (draw === null || measuredW < draw.minW || measuredW === 0) return draw;
  return { ...draw, maxW: Math.min(draw.maxW, measuredW) };
}

/** 10⁻⁶ kWh: the last reading, and what flowed since at the last power. */
function energyNow({ before, session }: PlannableCharge, nowMs: number): bigint {
  if (before === null) return session.energyMicroKwh;
  const { readAt, energy, isCharging, power } = before;
  const gapMs = Math.min(LONGEST_GAP_MS, Math.max(0, nowMs - readAt.epochMilliseconds));
  if (!isCharging || power === null) return energy;
  return energy + microKwhOf((Number(power.kw / 1_000n) * gapMs) / 3_600_000);
}

async function readMarket(
  ctx: Ctx,
  zone: string | null,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<readonly MarketHour[]> {
  if (zone === null) return [];
  const startMs = fromMs - (fromMs % QUARTER_MS);
  const count = Math.ceil((toMs - startMs) / QUARTER_MS);
  const startsAt = Temporal.Instant.fromEpochMilliseconds(startMs);
  const { slots } = await marketOver(ctx, zone, { startsAt, slotMinutes: 15, slots: count });
  return slots.map((slot, index) => ({
    fromMs: startMs + index * QUARTER_MS,
    toMs: startMs + (index + 1) * QUARTER_MS,
    priceMicro: slot.priceMicro,
    carbonMicro: slot.carbonMicro,
    isKnown:
      (slot.priceMicro === null || slot.isPriceKnown) &&
      (slot.carbonMicro === null || slot.isCarbonKnown),
  }));
}
