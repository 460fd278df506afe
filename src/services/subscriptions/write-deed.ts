import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { invariant } from "@/core/invariant";
import type { Journal } from "@/core/ledger/journal";
import type { DeedItem, SubscriptionDeed } from "@/core/plans/subscription-deed";
import type { Period } from "@/core/time/period";
import { newId } from "@/db/new-id";
import { subscriptionPeriods } from "@/db/schema/subscriptions";
import { storeBillItems, type ItemToOpen } from "@/services/bill-items/open-bill-item";
import type { Ctx } from "@/services/context";
import type { SubscribedDriver } from "./load-subscription";

/** A deed to be written: whose, on which subscription, and which stretch runs. */
export interface DeedToWrite {
  readonly driver: SubscribedDriver;
  readonly subscriptionId: Id<"subscription">;
  readonly deed: SubscriptionDeed;
  /** The stretch that runs; null in none. */
  readonly runningId: Id<"subscriptionPeriod"> | null;
  /** The id of the stretch that it opens: a deed that is asked for twice is done once. */
  readonly openedId?: Id<"subscriptionPeriod">;
}

/**
 * Writes a deed: cuts and opens stretches, and stores what is owed or given back. The journals are the caller's to
 * post in the same transaction.
 */
export async function writeDeed(
  ctx: Ctx,
  input: DeedToWrite,
): Promise<readonly (Journal | null)[]> {
  const { deed, driver, subscriptionId, runningId } = input;
  if (deed.cut && runningId) {
    await ctx.db
      .update(subscriptionPeriods)
      .set({ endsAt: deed.at, ...deed.cut })
      .where(
        and(eq(subscriptionPeriods.tenantId, ctx.tenantId), eq(subscriptionPeriods.id, runningId)),
      );
  }
  const { opened } = deed;
  const openedId = input.openedId ?? newId<"subscriptionPeriod">();
  if (opened) {
    const { period, whole, plan, isTrial: _trial, ...allowance } = opened;
    await ctx.db.insert(subscriptionPeriods).values({
      tenantId: ctx.tenantId,
      id: openedId,
      subscriptionId,
      driverId: driver.id,
      planVersionId: plan.planVersionId,
      startsAt: period.start,
      endsAt: period.end,
      wholeStartsAt: whole.start,
      wholeEndsAt: whole.end,
      ...allowance,
      createdAt: ctx.clock.now(),
    });
  }
  const items = deed.items.map((item) => {
    const periodId = item.of === "opened" ? openedId : runningId;
    invariant(periodId, "a fee has no period");
    return itemOf(item, deed.at, driver, periodId);
  });
  return (await storeBillItems(ctx, items)).journals;
}

const WORDS = {
  subscription_fee: "subscription_fee",
  proration_credit: "unused_fee",
  proration_charge: "rest_of_fee",
} as const;

/** An item of a deed as it is billed: at once, because fees are paid in advance. */
function itemOf(
  { kind, plan, amountMinor, period }: DeedItem,
  at: Temporal.Instant,
  { id: driverId, currency, timeZone }: SubscribedDriver,
  periodId: Id<"subscriptionPeriod">,
): ItemToOpen {
  return {
    driverId,
    kind,
    key: `subscription-period:${periodId}:${WORDS[kind]}`,
    basis: plan.basis,
    currency,
    amountMinor,
    words: { code: WORDS[kind], parameters: { plan: plan.name, ...daysOf(period, timeZone) } },
    period,
    subscriptionPeriodId: periodId,
    servicedAt: at,
    billAt: at,
  };
}

/** The first and the last day of a period on the driver's wall clock. */
function daysOf({ start, end }: Period, timeZone: string) {
  const dayOf = (at: Temporal.Instant) => at.toZonedDateTimeISO(timeZone).toPlainDate().toString();
  return { from: dayOf(start), until: dayOf(end.subtract({ seconds: 1 })) };
}
