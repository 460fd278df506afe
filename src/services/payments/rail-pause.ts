import { and, eq } from "drizzle-orm";

import { cases } from "@/db/schema/treasury";
import { closeCaseIfAgrees } from "@/services/cases/close-case-if-agrees";
import { openCase } from "@/services/cases/open-case";
import type { Ctx } from "@/services/context";

/** Between two looks whether Stripe takes our key again. */
const PROBE_MINUTES = 5;

function keyOf(ctx: Ctx): string {
  return `stripe:key-refused:${ctx.settings.stripeEnvironment}`;
}

/**
 * Stripe refused our key, or what it may do (401, 403): nothing is sent any more, nothing is marked failed,
 * and finance has a case until a call goes through again.
 */
export async function pauseRail(ctx: Ctx, reason: string): Promise<void> {
  await openCase(ctx, {
    key: keyOf(ctx),
    kind: "stripe_key_refused",
    subjectType: "rail",
    subjectId: ctx.settings.stripeEnvironment,
    detail: { reason: reason.slice(0, 300) },
  });
}

/** A call went through: the rail runs. */
export async function resumeRail(ctx: Ctx): Promise<void> {
  await closeCaseIfAgrees(ctx, keyOf(ctx));
}

/**
 * Whether the rail is paused. Every five minutes one caller is told "no": he finds out whether it still is.
 */
export async function isRailPaused(ctx: Ctx): Promise<boolean> {
  const mine = and(
    eq(cases.tenantId, ctx.tenantId),
    eq(cases.key, keyOf(ctx)),
    eq(cases.state, "open"),
  );
  const [paused] = await ctx.db.select({ seen: cases.lastSeenAt }).from(cases).where(mine);
  if (!paused) return false;
  const now = ctx.clock.now();
  const next = paused.seen.add({ minutes: PROBE_MINUTES });
  if (Temporal.Instant.compare(now, next) < 0) return true;
  const rows = await ctx.db
    .update(cases)
    .set({ lastSeenAt: now })
    .where(and(mine, eq(cases.lastSeenAt, paused.seen)))
    .returning({ id: cases.id });
  return rows.length === 0;
}
