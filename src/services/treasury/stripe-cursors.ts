import { and, eq, lte } from "drizzle-orm";

import { stripeCursors } from "@/db/schema/treasury";
import type { Ctx } from "@/services/context";

/** Stripe's lists that are read of our own accord, and the comparison of the books with them. */
export type StripeList = "events" | "transactions" | "payouts" | "reconciliation";

/** Where reading a list goes on. */
export interface DueList {
  readonly list: StripeList;
  /** The newest time that was read; null before the first reading. */
  readonly readUntil: Temporal.Instant | null;
}

/** A list that another worker began to read is left to it for so long. */
const LEASE_MINUTES = 5;

/**
 * Takes a list for reading if its time has come, so that two workers don't read it side by side. Null when it is not
 * due or is being read.
 */
export async function takeDueList(ctx: Ctx, list: StripeList): Promise<DueList | null> {
  const now = ctx.clock.now();
  const mine = { tenantId: ctx.tenantId, environment: ctx.settings.stripeEnvironment, list };
  await ctx.db
    .insert(stripeCursors)
    .values({ ...mine, dueAt: now })
    .onConflictDoNothing();
  const [row] = await ctx.db
    .update(stripeCursors)
    .set({ dueAt: now.add({ minutes: LEASE_MINUTES }) })
    .where(and(cursorOf(ctx, list), lte(stripeCursors.dueAt, now)))
    .returning({ readUntil: stripeCursors.readUntil });
  return row ? { list, readUntil: row.readUntil } : null;
}

/** A list was read to its end: up to `readUntil`, and again after `minutes`. */
export async function moveCursor(
  ctx: Ctx,
  list: StripeList,
  next: { readonly readUntil: Temporal.Instant | null; readonly minutes: number },
): Promise<void> {
  await ctx.db
    .update(stripeCursors)
    .set({
      readUntil: next.readUntil,
      dueAt: ctx.clock.now().add({ minutes: next.minutes }),
      lastError: null,
    })
    .where(cursorOf(ctx, list));
}

/** A list could not be read: its cursor stays, and it comes due in a minute. */
export async function noteCursorError(ctx: Ctx, list: StripeList, error: unknown): Promise<void> {
  const lastError = (error instanceof Error ? error.message : String(error)).slice(0, 500);
  await ctx.db
    .update(stripeCursors)
    .set({ lastError, dueAt: ctx.clock.now().add({ minutes: 1 }) })
    .where(cursorOf(ctx, list));
}

/** How far a list of Stripe's was read; null when never. */
export async function readCursor(ctx: Ctx, list: StripeList) {
  const [row] = await ctx.db.select().from(stripeCursors).where(cursorOf(ctx, list));
  return row ?? null;
}

function cursorOf(ctx: Ctx, list: StripeList) {
  return and(
    eq(stripeCursors.tenantId, ctx.tenantId),
    eq(stripeCursors.environment, ctx.settings.stripeEnvironment),
    eq(stripeCursors.list, list),
  );
}
