import { and, eq, gt, isNotNull, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { driverAccount } from "@/core/ledger/account";
import { driverPlans, planVersions } from "@/db/schema/plans";
import { subscriptionPeriods, subscriptions } from "@/db/schema/subscriptions";
import type { Ctx } from "@/services/context";
import { balanceOf } from "@/services/ledger/balance-of";
import { findPlanInForce } from "@/services/plans/find-plan-in-force";
import { requireDriver, requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { loadSubscription, readSubscriber } from "./load-subscription";
import type { MoveState } from "./plan-move";
import { readVersion, type VersionOfPlan } from "./subscribed-plan";

// What was shown to the öre stays so while somebody reads it.
const SHOWN_FOR = { minutes: 10 };

/** A driver's own deed, or finance's for him. @throws ServiceError FORBIDDEN, UNAUTHENTICATED. */
export function requireOwnOrFinance(ctx: Ctx, driverId: Id<"driver">): void {
  const { actor } = ctx;
  if (actor.kind === "user" && actor.driverId === driverId) requireDriver(ctx);
  else requireRole(ctx, "finance");
}

/** Whose plan, and the instant that a preview was made for; without one, now. */
export interface MoveAsk {
  readonly driverId: Id<"driver">;
  readonly shownAt: Temporal.Instant | null;
}

/**
 * Reads what a change of plan depends on. With `lock`, nobody else changes the driver's plan meanwhile, and a preview's
 * instant counts as now for ten minutes.
 * @throws ServiceError NOT_FOUND, CONFLICT (the preview is too old, or the next period is about to be opened).
 */
export async function readMoveState(
  ctx: Ctx,
  ask: MoveAsk,
  options: { readonly lock: boolean },
): Promise<MoveState> {
  const driver = await readSubscriber(ctx, ask.driverId, options);
  const open = await loadSubscription(ctx, ask.driverId, options);
  const now = momentOf(ctx, ask.shownAt);
  const end = open?.running?.stretch.period.end;
  if (end && Temporal.Instant.compare(end, now) <= 0) {
    throw new ServiceError("CONFLICT", "The subscription is being renewed. Try again.", {
      reason: "renewing",
    });
  }
  const inForce = await findPlanInForce(ctx, driver.id, now);
  const current = inForce && (await readVersion(ctx, inForce.planVersionId));
  const [coming] = await ctx.db
    .select({ from: driverPlans.validFrom })
    .from(driverPlans)
    .where(
      and(
        eq(driverPlans.tenantId, ctx.tenantId),
        eq(driverPlans.driverId, driver.id),
        gt(driverPlans.validFrom, now),
      ),
    )
    .limit(1);
  return { driver, open, current, now, isChangeComing: coming !== undefined, mayTry: true };
}

/** Whole seconds: proration counts nothing finer. */
function momentOf(ctx: Ctx, shownAt: Temporal.Instant | null): Temporal.Instant {
  const present = ctx.clock.now();
  const now = present.round({ smallestUnit: "second", roundingMode: "floor" });
  if (!shownAt) return now;
  const isFresh =
    Temporal.Instant.compare(shownAt, present) <= 0 &&
    Temporal.Instant.compare(shownAt, present.subtract(SHOWN_FOR)) >= 0;
  if (!isFresh || shownAt.epochMilliseconds % 1000 !== 0) {
    throw new ServiceError("CONFLICT", "What was shown is no longer current.", { reason: "stale" });
  }
  return shownAt;
}

/** The state for a move to a plan: a plan is tried once. */
export async function withTrialOf(
  ctx: Ctx,
  state: MoveState,
  target: VersionOfPlan,
): Promise<MoveState> {
  const [tried] = await ctx.db
    .select({ id: subscriptions.id })
    .from(subscriptions)
    .innerJoin(
      subscriptionPeriods,
      and(
        eq(subscriptionPeriods.tenantId, subscriptions.tenantId),
        eq(subscriptionPeriods.subscriptionId, subscriptions.id),
        sql`${subscriptionPeriods.startsAt} < ${subscriptions.trialEndsAt}`,
      ),
    )
    .innerJoin(
      planVersions,
      and(
        eq(planVersions.tenantId, subscriptionPeriods.tenantId),
        eq(planVersions.id, subscriptionPeriods.planVersionId),
        eq(planVersions.planId, target.planId),
      ),
    )
    .where(
      and(
        eq(subscriptions.tenantId, ctx.tenantId),
        eq(subscriptions.driverId, state.driver.id),
        isNotNull(subscriptions.trialEndsAt),
      ),
    )
    .limit(1);
  return { ...state, mayTry: !tried };
}

/**
 * Whether a driver may go to a plan of that kind. Who owes his wallet pays that first: a plan that is invoiced would
 * otherwise leave the debt behind.
 * @throws ServiceError PRECONDITION (`wallet-negative`).
 */
export async function requireMayLeave(
  ctx: Ctx,
  { driver, current }: MoveState,
  target: VersionOfPlan,
): Promise<void> {
  if (current?.kind !== "prepaid" || target.kind === "prepaid") return;
  const wallet = await balanceOf(ctx, driverAccount(driver.id, "wallet"), driver.currency);
  if (wallet.amountMinor <= 0n) return;
  throw new ServiceError("PRECONDITION", "The wallet is below zero: top it up first.", {
    reason: "wallet-negative",
    owedMinor: wallet.amountMinor.toString(),
  });
}
