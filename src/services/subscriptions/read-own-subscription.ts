import type { Id } from "@/core/ids";
import type { Allowance } from "@/core/plans/subscription-deed";
import type { SubscriptionState } from "@/db/schema/subscriptions";
import { decideItemVat } from "@/services/bill-items/decide-item-vat";
import type { Ctx } from "@/services/context";
import { loadSubscription, readSubscriber, type OpenSubscription } from "./load-subscription";
import { feeQuestion, type ComingFee } from "./move-preview";
import { requireOwnOrFinance } from "./read-move-state";
import { readSubscribedPlan } from "./subscribed-plan";

/** A driver's subscription as a page shows it. */
export interface SubscriptionView {
  readonly state: Exclude<SubscriptionState, "ended">;
  readonly planName: string;
  readonly currency: string;
  readonly timeZone: string;
  /** What is paid for, or tried, now; null while paused. */
  readonly period: { readonly start: Temporal.Instant; readonly end: Temporal.Instant } | null;
  readonly allowance: Allowance | null;
  /** The fee that comes by itself, VAT included; null where none does. */
  readonly next: ComingFee | null;
  /** The plan that it changes to by itself; null: none. */
  readonly nextPlanName: string | null;
  readonly cancelsAt: Temporal.Instant | null;
  readonly pausedAt: Temporal.Instant | null;
  readonly resumesAt: Temporal.Instant | null;
}

/**
 * A driver's subscription that is not over, or null. For the driver himself and for finance.
 * @throws ServiceError FORBIDDEN, NOT_FOUND.
 */
export async function readOwnSubscription(
  ctx: Ctx,
  input: { readonly driverId: Id<"driver"> },
): Promise<SubscriptionView | null> {
  requireOwnOrFinance(ctx, input.driverId);
  const driver = await readSubscriber(ctx, input.driverId, { lock: false });
  const open = await loadSubscription(ctx, driver.id, { lock: false });
  if (!open || open.row.state === "ended") return null;
  const { row, running } = open;
  const plan = await readSubscribedPlan(ctx, row.planVersionId);
  const following = row.nextPlanVersionId
    ? await readSubscribedPlan(ctx, row.nextPlanVersionId)
    : plan;
  const at = nextFeeAt(open);
  const asked = at && feeQuestion(driver, following, at);
  const [fee] = asked ? await decideItemVat(ctx, [asked.question]) : [];
  return {
    state: open.row.state,
    planName: plan.name,
    currency: driver.currency,
    timeZone: driver.timeZone,
    period: running && running.stretch.period,
    allowance: running && running.stretch,
    next: at && fee ? { at, grossMinor: fee.amount.grossMinor } : null,
    nextPlanName: row.nextPlanVersionId ? following.name : null,
    cancelsAt: row.cancelsAt,
    pausedAt: row.pausedAt,
    resumesAt: row.resumesAt,
  };
}

function nextFeeAt({ row, running }: OpenSubscription): Temporal.Instant | null {
  if (row.state === "paused") return row.resumesAt;
  if (row.state === "canceled" || !running) return null;
  return running.stretch.period.end;
}
