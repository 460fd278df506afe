import { styleInForce } from "@/core/smart-charging/charging-goal";
import { type ChosenWay, chooseWay } from "@/core/smart-charging/goal-way";
import type { Ctx } from "@/services/context";
import { requireDriverUse } from "@/services/require-role";
import { goalOf } from "./goal-row";
import { type GoalToPlan, planSession, type SessionPlan } from "./plan-session";
import { readHeadroom } from "./read-headroom";
import { readRunningCharge, type RunningCharge } from "./read-running-charge";
import { readWays } from "./read-ways";
import { goalFromWords, type SaidGoal } from "./set-goal";

/** What a goal would come to, before it is kept. */
export interface GoalPreview extends PlannedWay {
  /** The goal's departure; null: not said. */
  readonly departureAt: Temporal.Instant | null;
}

/** How a goal goes and what that comes to. */
export interface PlannedWay {
  readonly chosen: ChosenWay;
  /** Null where nobody says what car and connector take. */
  readonly plan: SessionPlan | null;
  /** Our plan is no more than an estimate: the operator plans by itself, or the site shares its power anew. */
  readonly isEstimate: boolean;
}

/**
 * What one of the acting driver's running sessions would come to under a goal. Nothing of it is kept.
 * @throws ServiceError as `setGoal`.
 */
export async function previewGoal(
  ctx: Ctx,
  sessionId: string,
  said: SaidGoal,
): Promise<GoalPreview> {
  const charge = await readRunningCharge(ctx, sessionId, requireDriverUse(ctx).driverId);
  const { values, car } = goalFromWords(ctx, charge, said);
  const goal = goalOf(ctx.clock.now(), values);
  // What was refused to an earlier goal is no answer to this one.
  const ways = await readWays(ctx, charge.session, {
    goal,
    since: ctx.clock.now().add({ seconds: 1 }),
  });
  const planned = await planWay(ctx, charge, { goal, car, chosen: chooseWay(ways.facts) });
  return { ...planned, departureAt: goal.departureAt };
}

/** Plans a goal as the way that was chosen would carry it out. */
export async function planWay(
  ctx: Ctx,
  charge: RunningCharge,
  {
    goal,
    car,
    chosen,
    site,
  }: Omit<GoalToPlan, "headroom" | "isByOperator"> & {
    readonly chosen: ChosenWay;
  },
): Promise<PlannedWay> {
  const isByOperator = chosen.by === "operator";
  const headroom = await readHeadroom(ctx, charge.session);
  // Nobody carries it out: it charges as the station gives.
  const real = chosen.by === null ? { ...goal, style: "FAST" as const } : goal;
  const plan = await planSession(ctx, charge, {
    goal: real,
    car,
    isByOperator,
    headroom,
    ...(site && { site }),
  });
  const isShifting = ["CHEAP", "GREEN"].includes(styleInForce(real));
  return { chosen, plan, isEstimate: headroom !== null || (isByOperator && isShifting) };
}
