import { and, eq, sql } from "drizzle-orm";

import { stripePayouts, stripeTransactions } from "@/db/schema/treasury";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";

/** A balance transaction of Stripe's, in our units. */
export interface MirroredTransaction {
  readonly id: string;
  readonly type: string;
  readonly amountMinor: bigint;
  readonly feeMinor: bigint;
  readonly netMinor: bigint;
  readonly currency: string;
  readonly sourceId: string | null;
  readonly status: string;
  readonly availableOn: Temporal.Instant;
  readonly createdAt: Temporal.Instant;
}

/** A payout of Stripe's, in our units. */
export interface MirroredPayout {
  readonly id: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly status: string;
  readonly arrivalOn: Temporal.PlainDate;
  readonly createdAt: Temporal.Instant;
}

/** Mirrors balance transactions as Stripe has them: new ones come in, known ones take Stripe's newer state. */
export async function storeTransactions(
  ctx: Ctx,
  rows: readonly MirroredTransaction[],
): Promise<void> {
  if (rows.length === 0) return;
  const readAt = ctx.clock.now();
  await ctx.db
    .insert(stripeTransactions)
    .values(
      rows.map((row) => ({
        ...row,
        tenantId: ctx.tenantId,
        environment: ctx.settings.stripeEnvironment,
        readAt,
      })),
    )
    .onConflictDoUpdate({
      target: [stripeTransactions.tenantId, stripeTransactions.id],
      set: {
        status: sql`excluded.status`,
        amountMinor: sql`excluded.amount_minor`,
        feeMinor: sql`excluded.fee_minor`,
        netMinor: sql`excluded.net_minor`,
        availableOn: sql`excluded.available_on`,
        readAt,
      },
    });
}

/** Mirrors payouts; whether their content was read is kept. */
export async function storePayouts(ctx: Ctx, rows: readonly MirroredPayout[]): Promise<void> {
  if (rows.length === 0) return;
  const readAt = ctx.clock.now();
  await ctx.db
    .insert(stripePayouts)
    .values(
      rows.map((row) => ({
        ...row,
        tenantId: ctx.tenantId,
        environment: ctx.settings.stripeEnvironment,
        readAt,
      })),
    )
    .onConflictDoUpdate({
      target: [stripePayouts.tenantId, stripePayouts.id],
      set: {
        status: sql`excluded.status`,
        arrivalOn: sql`excluded.arrival_on`,
        readAt,
      },
    });
}

/** Payouts whose content was not read yet. */
export async function findUnreadPayouts(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: stripePayouts.id })
    .from(stripePayouts)
    .where(
      and(
        eq(stripePayouts.tenantId, ctx.tenantId),
        eq(stripePayouts.environment, ctx.settings.stripeEnvironment),
        eq(stripePayouts.isReconciled, false),
      ),
    );
  return rows.map(({ id }) => id);
}

/**
 * Stores what a payout is made of: its transactions are marked with it. It counts as read once they sum to its amount,
 * or where Stripe says that there is no such list (a payout that was ordered by hand: `content` is null).
 */
export async function storePayoutContent(
  ctx: Ctx,
  payoutId: string,
  content: readonly MirroredTransaction[] | null,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const [payout] = await tx.db
      .select()
      .from(stripePayouts)
      .where(and(eq(stripePayouts.tenantId, tx.tenantId), eq(stripePayouts.id, payoutId)))
      .for("update");
    if (!payout) return;
    await storeTransactions(tx, content ?? []);
    for (const { id } of content ?? []) {
      await tx.db
        .update(stripeTransactions)
        .set({ payoutId })
        .where(and(eq(stripeTransactions.tenantId, tx.tenantId), eq(stripeTransactions.id, id)));
    }
    const paidOut = (content ?? []).filter(({ type }) => !PAYOUT_TYPES.has(type));
    const total = paidOut.reduce((sum, { netMinor }) => sum + netMinor, 0n);
    if (content !== null && total !== payout.amountMinor) return;
    await tx.db
      .update(stripePayouts)
      .set({ isReconciled: true })
      .where(and(eq(stripePayouts.tenantId, tx.tenantId), eq(stripePayouts.id, payoutId)));
  });
}

/** The transactions that are the payout itself, not what it is made of. */
const PAYOUT_TYPES: ReadonlySet<string> = new Set(["payout", "payout_cancel", "payout_failure"]);
