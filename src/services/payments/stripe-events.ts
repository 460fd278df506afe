import { and, eq, isNull, lte, sql } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";

import { stripeEvents } from "@/db/schema/payments";
import { inTransaction } from "@/db/transaction";
import { enqueue } from "@/queue/enqueue";
import type { Ctx } from "@/services/context";

/** A verified event as it came in. */
export interface IncomingEvent {
  readonly id: string;
  readonly type: string;
  readonly apiVersion: string | null;
  readonly objectId: string | null;
  readonly payload: string;
  readonly createdAt: Temporal.Instant;
}

/** Stores an event and wakes its reader, in one transaction. False when it was here already. */
export async function storeEvent(ctx: Ctx, event: IncomingEvent): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const now = tx.clock.now();
    const [row] = await tx.db
      .insert(stripeEvents)
      .values({
        tenantId: tx.tenantId,
        environment: tx.settings.stripeEnvironment,
        ...event,
        receivedAt: now,
        dueAt: now,
      })
      .onConflictDoNothing()
      .returning({ id: stripeEvents.id });
    if (row) await enqueue(tx.db, "read-stripe-event", { tenantId: tx.tenantId, id: event.id });
    return row !== undefined;
  });
}

/** An event that was not read yet, else null. */
export async function readUnreadEvent(
  ctx: Ctx,
  id: string,
): Promise<InferSelectModel<typeof stripeEvents> | null> {
  const [row] = await ctx.db
    .select()
    .from(stripeEvents)
    .where(
      and(
        eq(stripeEvents.tenantId, ctx.tenantId),
        eq(stripeEvents.id, id),
        isNull(stripeEvents.readAt),
      ),
    );
  return row ?? null;
}

/** The event was read; `outcome` says what it led to. */
export async function markEventRead(ctx: Ctx, id: string, outcome: string): Promise<void> {
  await ctx.db
    .update(stripeEvents)
    .set({ readAt: ctx.clock.now(), outcome, lastError: null })
    .where(and(eq(stripeEvents.tenantId, ctx.tenantId), eq(stripeEvents.id, id)));
}

/** The event could not be read yet (its object may be ours in a moment): it comes due again. */
export async function postponeEvent(ctx: Ctx, id: string, reason: string): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db
    .update(stripeEvents)
    .set({
      attempts: sql`${stripeEvents.attempts} + 1`,
      lastError: reason.slice(0, 500),
      dueAt: sql`${now.toString()}::timestamptz + interval '5 seconds' * power(2, least(${stripeEvents.attempts}, 8))`,
    })
    .where(and(eq(stripeEvents.tenantId, ctx.tenantId), eq(stripeEvents.id, id)));
}

/** Unread events whose time has come (at most 200). */
export async function findDueEvents(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: stripeEvents.id })
    .from(stripeEvents)
    .where(
      and(
        eq(stripeEvents.tenantId, ctx.tenantId),
        isNull(stripeEvents.readAt),
        lte(stripeEvents.dueAt, ctx.clock.now()),
      ),
    )
    .limit(200);
  return rows.map(({ id }) => id);
}
