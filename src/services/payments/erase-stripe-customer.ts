import { and, eq, isNotNull, isNull, lte, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { refunds } from "@/db/schema/credits";
import { paymentMethods, payments, stripeCustomers } from "@/db/schema/payments";
import { inTransaction } from "@/db/transaction";
import { enqueue } from "@/queue/enqueue";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";

/** A customer at Stripe whose driver was forgotten, with the ways to pay that are still attached to him. */
export interface CustomerToErase {
  readonly customerId: string;
  /** Stripe's ids of payment methods. */
  readonly methods: readonly string[];
  readonly attempts: number;
}

const LONGEST_WAIT_MINUTES = 24 * 60;
const MOST_AT_ONCE = 100;

/**
 * A driver is forgotten: none of his ways to pay is charged any more, and his customer at Stripe is to be deleted. Call it
 * in the transaction of the erasure; the worker does the rest.
 */
export async function orderCustomerErasure(tx: Ctx, driverId: Id<"driver">): Promise<void> {
  const [customer] = await tx.db
    .update(stripeCustomers)
    .set({ eraseDueAt: tx.clock.now() })
    .where(isOf(tx, driverId))
    .returning({ driverId: stripeCustomers.driverId });
  await tx.db
    .update(paymentMethods)
    .set({ isDefault: false })
    .where(and(eq(paymentMethods.tenantId, tx.tenantId), eq(paymentMethods.driverId, driverId)));
  if (customer) {
    await enqueue(tx.db, "erase-stripe-customer", { tenantId: tx.tenantId, id: driverId });
  }
}

/** Drivers whose customer is to be deleted at Stripe now (a hundred at most): those of whom nothing is under way there. */
export async function findCustomersToErase(ctx: Ctx): Promise<Id<"driver">[]> {
  const rows = await ctx.db
    .select({ driverId: stripeCustomers.driverId })
    .from(stripeCustomers)
    .where(
      and(
        eq(stripeCustomers.tenantId, ctx.tenantId),
        eq(stripeCustomers.environment, ctx.settings.stripeEnvironment),
        isDue(ctx),
      ),
    )
    .orderBy(stripeCustomers.eraseDueAt)
    .limit(MOST_AT_ONCE);
  return rows.map(({ driverId }) => driverId);
}

/** The customer of a driver if he is to be deleted at Stripe now; null otherwise. */
export async function readCustomerToErase(
  ctx: Ctx,
  driverId: Id<"driver">,
): Promise<CustomerToErase | null> {
  const [row] = await ctx.db
    .select()
    .from(stripeCustomers)
    .where(and(isOf(ctx, driverId), isDue(ctx)));
  if (!row) return null;
  const methods = await ctx.db
    .select({ stripeId: paymentMethods.stripeId })
    .from(paymentMethods)
    .where(attached(ctx, driverId));
  return {
    customerId: row.customerId,
    methods: methods.map(({ stripeId }) => stripeId),
    attempts: row.eraseAttempts,
  };
}

/** Stripe has him no more: neither do we. Once. */
export async function recordCustomerErased(ctx: Ctx, driverId: Id<"driver">): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const gone = await tx.db
      .delete(stripeCustomers)
      .where(and(isOf(tx, driverId), isNotNull(stripeCustomers.eraseDueAt)))
      .returning({ driverId: stripeCustomers.driverId });
    if (gone.length === 0) return;
    const methods = await tx.db
      .update(paymentMethods)
      .set({ detachedAt: tx.clock.now(), isDefault: false })
      .where(attached(tx, driverId))
      .returning({ id: paymentMethods.id });
    await writeAudit(tx, {
      action: "stripe_customer.erased",
      subjectType: "driver",
      subjectId: driverId,
      detail: { methods: methods.length },
    });
  });
}

/** It did not work: tried again after a minute, then twice as long each time, up to a day. */
export async function recordErasureFailed(
  ctx: Ctx,
  driverId: Id<"driver">,
  error: string,
): Promise<void> {
  const now = ctx.clock.now().toString();
  await ctx.db
    .update(stripeCustomers)
    .set({
      eraseAttempts: sql`${stripeCustomers.eraseAttempts} + 1`,
      eraseError: error.slice(0, 300),
      eraseDueAt: sql`${now}::timestamptz + interval '1 minute' * least(power(2, least(${stripeCustomers.eraseAttempts}, 20)), ${LONGEST_WAIT_MINUTES})`,
    })
    .where(and(isOf(ctx, driverId), isNotNull(stripeCustomers.eraseDueAt)));
}

function isOf(ctx: Ctx, driverId: Id<"driver">) {
  return and(
    eq(stripeCustomers.tenantId, ctx.tenantId),
    eq(stripeCustomers.driverId, driverId),
    eq(stripeCustomers.environment, ctx.settings.stripeEnvironment),
  );
}

function attached(ctx: Ctx, driverId: Id<"driver">) {
  return and(
    eq(paymentMethods.tenantId, ctx.tenantId),
    eq(paymentMethods.driverId, driverId),
    eq(paymentMethods.environment, ctx.settings.stripeEnvironment),
    isNull(paymentMethods.detachedAt),
  );
}

/** Money that is under way is followed to its end before he goes. */
function isDue(ctx: Ctx) {
  const now = sql`${ctx.clock.now().toString()}::timestamptz`;
  return and(
    isNotNull(stripeCustomers.eraseDueAt),
    lte(stripeCustomers.eraseDueAt, now),
    sql`not exists (select 1 from ${refunds} r where r.tenant_id = ${stripeCustomers.tenantId}
      and r.driver_id = ${stripeCustomers.driverId} and r.state in ('created', 'submitted', 'pending', 'requires_action', 'unknown'))`,
    sql`not exists (select 1 from ${payments} p where p.tenant_id = ${stripeCustomers.tenantId}
      and p.driver_id = ${stripeCustomers.driverId} and p.state in ('created', 'submitted', 'requires_action', 'processing', 'unknown'))`,
  );
}
