import type { Id } from "@/core/ids";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { planMail } from "@/services/plans/tell-of-plan";
import { ServiceError } from "@/services/service-error";
import { findFallback } from "./find-fallback";
import { previewOf, type MovePreview } from "./move-preview";
import { moveTo, pauseMove, type MoveState, type PlanMove } from "./plan-move";
import { readMoveState, requireOwnOrFinance, type MoveAsk } from "./read-move-state";
import { readVersion, type VersionOfPlan } from "./subscribed-plan";
import { writeMove } from "./write-move";

/**
 * What can be done to a subscription as it is. `cancel`: it ends with what is paid for. `keep`: a cancellation or a
 * change that was to come is taken back. `pause`: no fee and no allowance, what is unused of the fee is given back.
 * `resume`: a whole period begins.
 */
export const SUBSCRIPTION_DEEDS = ["cancel", "keep", "pause", "resume"] as const;
export type SubscriptionDeedName = (typeof SUBSCRIPTION_DEEDS)[number];

/** What is to be done, and to whose subscription. */
export interface RestAsk extends MoveAsk {
  readonly deed: SubscriptionDeedName;
  /** When a pause ends by itself; null: when the driver resumes. */
  readonly resumesAt: Temporal.Instant | null;
}

/** An ask that is confirmed. */
export interface ConfirmedRest extends RestAsk {
  /** Made by whoever asks: the same deed twice is done once. */
  readonly deedId: Id<"subscriptionPeriod">;
}

/**
 * What canceling, keeping, pausing or resuming would do, to the öre. For the driver himself and for finance.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, PRECONDITION (nothing that it could be done to, or no plan to fall back
 * to), CONFLICT.
 */
export async function previewRest(ctx: Ctx, ask: RestAsk): Promise<MovePreview> {
  requireOwnOrFinance(ctx, ask.driverId);
  const { state, target, move } = await compose(ctx, ask, { lock: false });
  return previewOf(ctx, state, move, target);
}

/**
 * Cancels, keeps, pauses or resumes a driver's subscription, exactly as the preview of `shownAt` said. Returns from
 * when it holds. @throws ServiceError as `previewRest`.
 */
export async function restSubscription(ctx: Ctx, ask: ConfirmedRest): Promise<Temporal.Instant> {
  requireOwnOrFinance(ctx, ask.driverId);
  return inTransaction(ctx, async (tx) => {
    const { state, target, move } = await compose(tx, ask, { lock: true });
    await writeMove(tx, {
      state,
      move,
      action: `subscription.${ask.deed}`,
      notice: planMail(tx, state.driver, target, move.at),
      openedId: ask.deedId,
    });
    return move.at;
  });
}

interface ComposedRest {
  readonly state: MoveState;
  readonly target: VersionOfPlan;
  readonly move: PlanMove;
}

async function compose(
  ctx: Ctx,
  ask: RestAsk,
  options: { readonly lock: boolean },
): Promise<ComposedRest> {
  const state = await readMoveState(ctx, ask, options);
  const { open } = state;
  if (!open) throw notThere();
  const { row } = open;
  const target =
    ask.deed === "cancel" || ask.deed === "pause"
      ? await findFallback(ctx, ask.driverId)
      : await readVersion(ctx, row.planVersionId);
  return { state, target, move: moveOf(state, ask, target) };
}

function moveOf(state: MoveState, { deed, resumesAt }: RestAsk, target: VersionOfPlan): PlanMove {
  const row = state.open?.row;
  if (!row) throw notThere();
  if (deed === "pause") return pauseMove(state, target, resumesAt);
  if ((deed === "resume") !== (row.state === "paused") && deed !== "cancel") throw notThere();
  if (deed === "cancel" && row.state === "canceled") throw notThere();
  return moveTo(state, target, deed === "resume" ? "now" : "period-end");
}

function notThere() {
  return new ServiceError("PRECONDITION", "No subscription is there that this could be done to.", {
    reason: "not-running",
  });
}
