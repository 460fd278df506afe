import { and, eq, inArray } from "drizzle-orm";

import { cases } from "@/db/schema/treasury";
import { closeCaseIfAgrees } from "@/services/cases/close-case-if-agrees";
import { openCase, type NewCase } from "@/services/cases/open-case";
import type { Ctx } from "@/services/context";
import { bookMirrored } from "./book-mirrored";
import { differencesOfThings } from "./differences-of-things";
import { differencesOfBalance, differencesOfPayouts, standingUnknown } from "./other-differences";
import { readCursor } from "./stripe-cursors";

/** What moved within the last day may still be on its way to us: it is compared tomorrow. */
const GRACE_HOURS = 24;

/** What the comparison came to. */
export interface Reconciliation {
  /** Up to when both books were compared. */
  readonly until: Temporal.Instant;
  readonly posted: number;
  readonly differences: number;
  /** Cases that were open and went away by themselves. */
  readonly agreed: number;
}

/**
 * Holds our books against Stripe's: books the late fees and payouts first, then compares thing by thing, payouts with
 * what they are made of, the balance, and looks for outcomes that stay unknown. Each difference is a case that ages
 * and closes itself once it agrees. Changes nothing else.
 */
export async function reconcileDay(ctx: Ctx): Promise<Reconciliation> {
  const posted = await bookMirrored(ctx);
  const until = ctx.clock.now().subtract({ hours: GRACE_HOURS });
  const isMirrored = await wasMirroredSince(ctx, until);
  const found: NewCase[] = isMirrored
    ? [
        ...(await differencesOfThings(ctx, until)),
        ...(await differencesOfPayouts(ctx, until)),
        ...(await differencesOfBalance(ctx, until)),
      ]
    : [];
  found.push(...(await standingUnknown(ctx, until)), ...(isMirrored ? [] : [unread(ctx)]));
  for (const one of found) await openCase(ctx, one);
  const keys = new Set(found.map(({ key }) => key));
  // What could not be compared cannot agree either.
  const kinds = isMirrored ? [...COMPARED, ...ALWAYS] : ALWAYS;
  const agreed = await closeOthers(ctx, kinds, keys);
  return { until, posted, differences: found.length, agreed };
}

/** The kinds of cases that the comparison opens, and closes once they agree. */
const COMPARED: readonly string[] = [
  "stripe_not_booked",
  "stripe_not_at_stripe",
  "stripe_amount_differs",
  "stripe_booked_twice",
  "stripe_balance_differs",
  "payout_sum_differs",
  "payout_not_read",
  "payout_not_at_bank",
];
const ALWAYS: readonly string[] = ["outcome_unknown", "stripe_not_read"];

async function wasMirroredSince(ctx: Ctx, until: Temporal.Instant): Promise<boolean> {
  const cursor = await readCursor(ctx, "transactions");
  if (!cursor || cursor.lastError !== null) return false;
  return Temporal.Instant.compare(cursor.dueAt, until) > 0;
}

function unread(ctx: Ctx): NewCase {
  return {
    key: `stripe:${ctx.settings.stripeEnvironment}:not-read`,
    kind: "stripe_not_read",
    subjectType: "stripe",
    subjectId: ctx.settings.stripeEnvironment,
  };
}

async function closeOthers(
  ctx: Ctx,
  kinds: readonly string[],
  found: ReadonlySet<string>,
): Promise<number> {
  const open = await ctx.db
    .select({ key: cases.key })
    .from(cases)
    .where(
      and(eq(cases.tenantId, ctx.tenantId), eq(cases.state, "open"), inArray(cases.kind, kinds)),
    );
  let agreed = 0;
  for (const { key } of open) {
    if (!found.has(key) && (await closeCaseIfAgrees(ctx, key))) agreed += 1;
  }
  return agreed;
}
