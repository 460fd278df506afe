import { and, eq } from "drizzle-orm";

import { invariant } from "@/core/invariant";
import type { Journal } from "@/core/ledger/journal";
import { renewDeed, startDeed, type SubscriptionDeed } from "@/core/plans/subscription-deed";
import { subscriptions } from "@/db/schema/subscriptions";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import {
  loadSubscription,
  type OpenSubscription,
  type SubscribedDriver,
  type SubscriptionRow,
} from "./load-subscription";
import { readSubscribedPlan } from "./subscribed-plan";
import { writeDeed } from "./write-deed";

// More than two years of months: the rest is the next run's.
const MOST_PERIODS = 30;

/**
 * Opens every period of a driver's subscription that has begun by `now`, one after the other, each with its fee; ends
 * it where it was canceled, and resumes it where the pause was to end. What comes next was put on the driver's plans when
 * it was decided. Call it in a transaction; the journals are the caller's to post.
 */
export async function renewSubscription(
  ctx: Ctx,
  driver: SubscribedDriver,
  now: Temporal.Instant,
): Promise<readonly (Journal | null)[]> {
  const journals: (Journal | null)[] = [];
  for (let count = 0; count < MOST_PERIODS; count += 1) {
    const open = await loadSubscription(ctx, driver.id, { lock: true });
    if (!open) break;
    const more = await renewOnce(ctx, { driver, open, now });
    if (!more) break;
    journals.push(...more);
  }
  return journals;
}

interface Due {
  readonly driver: SubscribedDriver;
  readonly open: OpenSubscription;
  readonly now: Temporal.Instant;
}

/** One step; null where nothing is due. */
async function renewOnce(ctx: Ctx, due: Due): Promise<readonly (Journal | null)[] | null> {
  const { row, running } = due.open;
  if (row.state === "paused") return resumeDue(ctx, due);
  if (!running || Temporal.Instant.compare(running.stretch.period.end, due.now) > 0) return null;
  if (row.state === "canceled") {
    await updateSubscription(ctx, row, { state: "ended", endedAt: running.stretch.period.end });
    return [];
  }
  const plan = await readSubscribedPlan(ctx, row.nextPlanVersionId ?? row.planVersionId);
  const deed = renewDeed(due.driver, running, plan);
  if (!deed.ok) throw new ServiceError("PRECONDITION", "The plan is not sold in this currency.");
  return openNext(ctx, due, deed.value);
}

async function resumeDue(ctx: Ctx, due: Due): Promise<readonly (Journal | null)[] | null> {
  const { row } = due.open;
  const { resumesAt, planVersionId } = row;
  if (!resumesAt || Temporal.Instant.compare(resumesAt, due.now) > 0) return null;
  const plan = await readSubscribedPlan(ctx, planVersionId);
  const deed = startDeed(due.driver, plan, resumesAt, false);
  if (!deed.ok) throw new ServiceError("PRECONDITION", "The plan is not sold in this currency.");
  return openNext(ctx, due, deed.value);
}

async function openNext(ctx: Ctx, { driver, open }: Due, deed: SubscriptionDeed) {
  const { row, period } = open;
  invariant(deed.opened, "a renewal opens a period");
  await updateSubscription(ctx, row, {
    state: "active",
    planVersionId: deed.opened.plan.planVersionId,
    anchorAt: deed.anchorAt ?? row.anchorAt,
    nextPlanVersionId: null,
    pausedAt: null,
    resumesAt: null,
  });
  const subscriptionId = row.id;
  return writeDeed(ctx, { driver, subscriptionId, deed, runningId: period?.id ?? null });
}

/** Changes a subscription's row. */
export async function updateSubscription(
  ctx: Ctx,
  { id }: Pick<SubscriptionRow, "id">,
  change: Partial<SubscriptionRow>,
): Promise<void> {
  await ctx.db
    .update(subscriptions)
    .set(change)
    .where(and(eq(subscriptions.tenantId, ctx.tenantId), eq(subscriptions.id, id)));
}
