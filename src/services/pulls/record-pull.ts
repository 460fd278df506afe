import { and, eq, sql } from "drizzle-orm";
import { pullCursors } from "@/db/schema/exchange";
import type { Ctx } from "@/services/context";
import { readTimeZone } from "@/services/reports/report-day";
import { lastNight, nextAttempt, nextPull } from "./pull-times";
import { type DuePull, leaseEnd } from "./take-due-cursors";

/** Objects of a run: listed, new to us, and not usable. */
export interface PullCounts {
  readonly seen: number;
  readonly fresh: number;
  readonly refused: number;
}

/** How reading a list ended. Only `read` moves the cursor. */
export type PullResult =
  /** The whole window was read; `readUntil` is its end by the earlier of both clocks. */
  | { readonly kind: "read"; readonly readUntil: Temporal.Instant }
  | { readonly kind: "failed"; readonly error: string; readonly retryAfterS?: number }
  /** We were asked to stop: due again at once. */
  | { readonly kind: "stopped" };

/** The longest error that is kept. */
const LONGEST_ERROR = 500;

function isHeld(ctx: Ctx, pull: DuePull) {
  return and(
    eq(pullCursors.tenantId, ctx.tenantId),
    eq(pullCursors.partnerId, pull.partnerId),
    eq(pullCursors.module, pull.module),
    eq(pullCursors.dueAt, pull.leasedUntil),
  );
}

/** Keeps a list for this caller for ten more minutes. Null: it was taken by another, and this caller must stop. */
export async function extendLease(ctx: Ctx, pull: DuePull): Promise<DuePull | null> {
  const leasedUntil = leaseEnd(ctx);
  const [kept] = await ctx.db
    .update(pullCursors)
    .set({ dueAt: leasedUntil })
    .where(isHeld(ctx, pull))
    .returning({ dueAt: pullCursors.dueAt });
  return kept ? { ...pull, leasedUntil } : null;
}

/** Keeps how reading a list ended and when it is read again. Does nothing if another has taken it meanwhile. */
export async function recordPull(
  ctx: Ctx,
  pull: DuePull,
  result: PullResult,
  counts: PullCounts,
): Promise<void> {
  const now = ctx.clock.now();
  const { module, partnerId, window, startedAt } = pull;
  const held = isHeld(ctx, pull);
  if (result.kind === "stopped") {
    await ctx.db.update(pullCursors).set({ dueAt: now }).where(held);
    return;
  }
  if (result.kind === "read") {
    const night = lastNight(now, await readTimeZone(ctx), partnerId).add({ hours: 24 });
    await ctx.db
      .update(pullCursors)
      .set({
        readUntil: result.readUntil,
        ...(window.isCrawl ? { crawledAt: startedAt } : {}),
        dueAt: nextPull(module, now, night),
        lastRunAt: now,
        lastError: null,
        failures: 0,
        ...counts,
      })
      .where(held);
    return;
  }
  const [row] = await ctx.db
    .select({ failures: pullCursors.failures })
    .from(pullCursors)
    .where(held);
  const failures = (row?.failures ?? 0) + 1;
  await ctx.db
    .update(pullCursors)
    .set({
      dueAt: nextAttempt(failures, now, result.retryAfterS),
      lastRunAt: now,
      lastError: result.error.slice(0, LONGEST_ERROR).toWellFormed(),
      failures: sql`${pullCursors.failures} + 1`,
      ...counts,
    })
    .where(held);
}
