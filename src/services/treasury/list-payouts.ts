import { and, count, desc, eq, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { money, type Money } from "@/core/money/money";
import { stripePayouts } from "@/db/schema/treasury";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { readCursor } from "./stripe-cursors";

const PAGE_SIZE = 50;

/** A payout of Stripe's and how far it is followed. */
export interface PayoutItem {
  readonly id: string;
  readonly amount: Money;
  readonly status: string;
  readonly arrivalOn: Temporal.PlainDate;
  /** Its transactions were read and come to its amount. */
  readonly isRead: boolean;
  readonly transactions: number;
  /** The line of the bank that it is. */
  readonly bankLineId: Id<"bankLine"> | null;
}

/** A page of payouts, and what is known of the last readings of Stripe's book. */
export interface PayoutPage {
  readonly payouts: readonly PayoutItem[];
  readonly readUntil: Temporal.Instant | null;
  readonly comparedUntil: Temporal.Instant | null;
  readonly error: string | null;
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

/** Payouts, newest first. For finance. @throws ServiceError FORBIDDEN. */
export async function listPayouts(ctx: Ctx, page: number): Promise<PayoutPage> {
  requireRole(ctx, "finance");
  const mine = and(
    eq(stripePayouts.tenantId, ctx.tenantId),
    eq(stripePayouts.environment, ctx.settings.stripeEnvironment),
  );
  const [rows, counted, transactions, compared] = await Promise.all([
    ctx.db
      .select({
        payout: stripePayouts,
        // Columns of the table itself lose its name in a select of one table: the subquery would take them as its own.
        transactions: sql<number>`(select count(*)::int from stripe_transactions t
          where t.tenant_id = stripe_payouts.tenant_id and t.payout_id = stripe_payouts.id)`,
        bankLineId: sql<Id<"bankLine"> | null>`(select l.id from bank_lines l
          where l.tenant_id = stripe_payouts.tenant_id and l.match_kind = 'payout'
            and l.match_id = stripe_payouts.id and l.state = 'matched')`,
      })
      .from(stripePayouts)
      .where(mine)
      .orderBy(desc(stripePayouts.createdAt), desc(stripePayouts.id))
      .limit(PAGE_SIZE)
      .offset((page - 1) * PAGE_SIZE),
    ctx.db.select({ n: count() }).from(stripePayouts).where(mine),
    readCursor(ctx, "transactions"),
    readCursor(ctx, "reconciliation"),
  ]);
  return {
    payouts: rows.map(({ payout, ...rest }) => ({
      id: payout.id,
      amount: money(payout.amountMinor, payout.currency),
      status: payout.status,
      arrivalOn: payout.arrivalOn,
      isRead: payout.isReconciled,
      ...rest,
    })),
    readUntil: transactions?.readUntil ?? null,
    comparedUntil: compared?.readUntil ?? null,
    error: transactions?.lastError ?? null,
    total: counted[0]?.n ?? 0,
    page,
    pageSize: PAGE_SIZE,
  };
}
