import { and, desc, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { planVersions } from "@/db/schema/plans";
import { subscriptionPeriods } from "@/db/schema/subscriptions";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import type { NewNotification } from "@/services/notifications/write-notification";
import { confirmPlan } from "@/services/plans/confirm-plan";
import { planMail } from "@/services/plans/tell-of-plan";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { readSubscriber } from "./load-subscription";
import { previewOf, type MovePreview } from "./move-preview";
import { moveTo, type MoveState, type MoveTime, type PlanMove } from "./plan-move";
import {
  readMoveState,
  requireMayLeave,
  requireOwnOrFinance,
  withTrialOf,
  type MoveAsk,
} from "./read-move-state";
import { readVersion, type VersionOfPlan } from "./subscribed-plan";
import { writeMove } from "./write-move";

/** Another plan for a driver. */
export interface PlanWish extends MoveAsk {
  /** The version that was shown: one that is not the plan's latest is refused. */
  readonly planVersionId: Id<"planVersion">;
  readonly when: MoveTime;
}

/** A wish that is confirmed. */
export interface ConfirmedWish extends PlanWish {
  /** Made by whoever asks: the same deed twice is done once. */
  readonly deedId: Id<"subscriptionPeriod">;
}

/**
 * What going to a plan would cost and give, to the öre. For the driver himself and for finance.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, CONFLICT (on it already, another version by now), PRECONDITION (not
 * offered, not sold in his currency, or his wallet is below zero).
 */
export async function previewPlanChange(ctx: Ctx, wish: PlanWish): Promise<MovePreview> {
  requireOwnOrFinance(ctx, wish.driverId);
  const { state, target, move } = await composeMove(ctx, wish, { lock: false });
  return previewOf(ctx, state, move, target);
}

/**
 * Puts a driver on a plan: now, with the unused fee given back and the rest of the new one billed by the second, or
 * when what he paid for is over. Exactly what the preview of `shownAt` said. Returns from when the plan holds.
 * @throws ServiceError as `previewPlanChange`, and CONFLICT where the preview is too old.
 */
export async function changePlan(ctx: Ctx, wish: ConfirmedWish): Promise<Temporal.Instant> {
  requireOwnOrFinance(ctx, wish.driverId);
  return inTransaction(ctx, async (tx) => {
    // Two clicks at once: the second waits here, and finds what the first did.
    await readSubscriber(tx, wish.driverId, { lock: true });
    const done = await findDeed(tx, wish);
    if (done) return done;
    const composed = await composeMove(tx, wish, { lock: true });
    const { state, move } = composed;
    await writeMove(tx, {
      state,
      move,
      action: "driver.plan",
      notice: await noticeOf(tx, composed),
      openedId: wish.deedId,
    });
    return move.at;
  });
}

/** What tells of a move: where a consumer made it himself, it is a contract made at a distance. */
async function noticeOf(ctx: Ctx, { state, target, move }: ComposedMove): Promise<NewNotification> {
  const { driver, mayTry, now } = state;
  const ordered = { version: target, at: move.at, now, mayTry };
  const isOwn = ctx.actor.kind === "user" && ctx.actor.driverId === driver.id;
  const confirmation = isOwn ? await confirmPlan(ctx, driver.id, ordered) : null;
  return confirmation ?? planMail(ctx, driver, target, move.at);
}

interface ComposedMove {
  readonly state: MoveState;
  readonly target: VersionOfPlan;
  readonly move: PlanMove;
}

async function composeMove(
  ctx: Ctx,
  wish: PlanWish,
  options: { readonly lock: boolean },
): Promise<ComposedMove> {
  const target = await readVersion(ctx, wish.planVersionId);
  await requireLatest(ctx, target);
  if (!target.isOffered && !isFinance(ctx)) {
    throw new ServiceError("PRECONDITION", "This plan is not offered.", { reason: "not-offered" });
  }
  const read = await readMoveState(ctx, wish, options);
  await requireMayLeave(ctx, read, target);
  const state = await withTrialOf(ctx, read, target);
  return { state, target, move: moveTo(state, target, wish.when) };
}

function isFinance(ctx: Ctx): boolean {
  try {
    requireRole(ctx, "finance");
    return true;
  } catch {
    return false;
  }
}

async function requireLatest(ctx: Ctx, { planId, planVersionId }: VersionOfPlan): Promise<void> {
  const [latest] = await ctx.db
    .select({ id: planVersions.id })
    .from(planVersions)
    .where(and(eq(planVersions.tenantId, ctx.tenantId), eq(planVersions.planId, planId)))
    .orderBy(desc(planVersions.version))
    .limit(1);
  if (latest?.id !== planVersionId) {
    throw new ServiceError("CONFLICT", "The plan has another version by now.", { reason: "stale" });
  }
}

async function findDeed(ctx: Ctx, wish: ConfirmedWish): Promise<Temporal.Instant | null> {
  const [row] = await ctx.db
    .select({ startsAt: subscriptionPeriods.startsAt })
    .from(subscriptionPeriods)
    .where(
      and(
        eq(subscriptionPeriods.tenantId, ctx.tenantId),
        eq(subscriptionPeriods.id, wish.deedId),
        eq(subscriptionPeriods.driverId, wish.driverId),
      ),
    );
  return row?.startsAt ?? null;
}
