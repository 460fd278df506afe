import { and, desc, eq, ne } from "drizzle-orm";

import type { Id } from "@/core/ids";
import type { RunningSubscription, Stretch } from "@/core/plans/subscription-deed";
import { drivers } from "@/db/schema/drivers";
import { subscriptionPeriods, subscriptions } from "@/db/schema/subscriptions";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { readFeeCredit } from "./read-fee-credit";
import { readSubscribedPlan } from "./subscribed-plan";

/** A driver as his subscription sees him. */
export type SubscribedDriver = Pick<
  typeof drivers.$inferSelect,
  "id" | "name" | "email" | "locale" | "timeZone" | "currency" | "kind"
>;

/** A subscription's row. */
export type SubscriptionRow = typeof subscriptions.$inferSelect;

/** A stretch's row. */
export type PeriodRow = typeof subscriptionPeriods.$inferSelect;

/** A subscription that is not over. */
export interface OpenSubscription {
  readonly row: SubscriptionRow;
  /** The latest stretch; null in none. */
  readonly period: PeriodRow | null;
  /** What runs, or ran last; null while paused. */
  readonly running: RunningSubscription | null;
}

/** A driver; with `lock`, whoever changes his plan or subscription waits. @throws ServiceError NOT_FOUND. */
export async function readSubscriber(
  ctx: Ctx,
  driverId: Id<"driver">,
  options: { readonly lock: boolean },
): Promise<SubscribedDriver> {
  const { id, name, email, locale, timeZone, currency, kind } = drivers;
  const select = ctx.db
    .select({ id, name, email, locale, timeZone, currency, kind })
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, driverId)));
  const [driver] = await (options.lock ? select.for("no key update") : select);
  if (!driver) throw new ServiceError("NOT_FOUND", "There is no such driver.");
  return driver;
}

/**
 * A driver's subscription that is not over, with its latest stretch, or null. With `lock`, what charges use of it
 * waits; the caller holds the driver, or is rating.
 */
export async function loadSubscription(
  ctx: Ctx,
  driverId: Id<"driver">,
  options: { readonly lock: boolean },
): Promise<OpenSubscription | null> {
  const select = ctx.db
    .select()
    .from(subscriptions)
    .where(
      and(
        eq(subscriptions.tenantId, ctx.tenantId),
        eq(subscriptions.driverId, driverId),
        ne(subscriptions.state, "ended"),
      ),
    );
  const [row] = await (options.lock ? select.for("update") : select);
  if (!row) return null;
  const latest = ctx.db
    .select()
    .from(subscriptionPeriods)
    .where(
      and(
        eq(subscriptionPeriods.tenantId, ctx.tenantId),
        eq(subscriptionPeriods.subscriptionId, row.id),
      ),
    )
    .orderBy(desc(subscriptionPeriods.startsAt))
    .limit(1);
  const [period = null] = await (options.lock ? latest.for("update") : latest);
  if (row.state === "paused" || !period) return { row, period, running: null };
  const plan = await readSubscribedPlan(ctx, period.planVersionId);
  const { anchorAt } = row;
  const stretch = stretchOf(row, period);
  const feeCredit = await readFeeCredit(ctx, period.id, plan.basis);
  return { row, period, running: { plan, anchorAt, stretch, ...(feeCredit && { feeCredit }) } };
}

/** A stretch's row as the rules see it. */
function stretchOf({ trialEndsAt }: Pick<SubscriptionRow, "trialEndsAt">, row: PeriodRow): Stretch {
  const { includedMicroKwh, usedMicroKwh, includedStarts, usedStarts } = row;
  return {
    period: { start: row.startsAt, end: row.endsAt },
    whole: { start: row.wholeStartsAt, end: row.wholeEndsAt },
    isTrial: trialEndsAt !== null && Temporal.Instant.compare(row.startsAt, trialEndsAt) < 0,
    includedMicroKwh,
    usedMicroKwh,
    includedStarts,
    usedStarts,
  };
}
