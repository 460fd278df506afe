import { and, count, eq, isNull } from "drizzle-orm";

import type { Language } from "@/core/language";
import type { Id } from "@/core/ids";
import { drivers } from "@/db/schema/drivers";
import { auditEvents } from "@/db/schema/notifications";
import { paymentMethods, stripeCustomers } from "@/db/schema/payments";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import { openCase } from "@/services/cases/open-case";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

const DELETED = "stripe_customer.deleted";

/** A driver as Stripe is told of him, and his customer there once there is one. */
export interface DriverAtStripe {
  readonly name: string;
  readonly email: string;
  readonly locale: Language;
  readonly currency: string;
  readonly customerId: string | null;
  /** How many customers of his were deleted there: a new one needs a key of its own. */
  readonly deleted: number;
}

/** @throws ServiceError NOT_FOUND for an unknown driver. */
export async function readDriverAtStripe(
  ctx: Ctx,
  driverId: Id<"driver">,
): Promise<DriverAtStripe> {
  const [row] = await ctx.db
    .select({
      name: drivers.name,
      email: drivers.email,
      locale: drivers.locale,
      currency: drivers.currency,
      customerId: stripeCustomers.customerId,
    })
    .from(drivers)
    .leftJoin(
      stripeCustomers,
      and(
        eq(stripeCustomers.tenantId, drivers.tenantId),
        eq(stripeCustomers.driverId, drivers.id),
        eq(stripeCustomers.environment, ctx.settings.stripeEnvironment),
      ),
    )
    .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, driverId)));
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such driver.", { driverId });
  if (row.customerId) return { ...row, deleted: 0 };
  const [gone] = await ctx.db
    .select({ n: count() })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.tenantId, ctx.tenantId),
        eq(auditEvents.subjectType, "driver"),
        eq(auditEvents.subjectId, driverId),
        eq(auditEvents.action, DELETED),
      ),
    );
  return { ...row, deleted: gone?.n ?? 0 };
}

/** Keeps the driver's customer; the first one stays (two calls with one key give one customer). */
export async function storeStripeCustomer(
  ctx: Ctx,
  customer: { readonly driverId: Id<"driver">; readonly customerId: string },
): Promise<void> {
  await ctx.db
    .insert(stripeCustomers)
    .values({
      tenantId: ctx.tenantId,
      environment: ctx.settings.stripeEnvironment,
      ...customer,
      createdAt: ctx.clock.now(),
    })
    .onConflictDoNothing();
}

/**
 * Somebody deleted a driver's customer at Stripe, and with it his ways to pay: none of them is charged any
 * more, the next one that he saves makes a new customer, and finance has a case. One that we deleted ourselves, as its
 * driver was forgotten, goes without one. False for one that is not ours.
 */
export async function forgetStripeCustomer(ctx: Ctx, customerId: string): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const [gone] = await tx.db
      .delete(stripeCustomers)
      .where(
        and(
          eq(stripeCustomers.tenantId, tx.tenantId),
          eq(stripeCustomers.environment, tx.settings.stripeEnvironment),
          eq(stripeCustomers.customerId, customerId),
        ),
      )
      .returning({ driverId: stripeCustomers.driverId, eraseDueAt: stripeCustomers.eraseDueAt });
    if (!gone) return false;
    const { driverId, eraseDueAt } = gone;
    await tx.db
      .update(paymentMethods)
      .set({ detachedAt: tx.clock.now(), isDefault: false })
      .where(
        and(
          eq(paymentMethods.tenantId, tx.tenantId),
          eq(paymentMethods.driverId, driverId),
          eq(paymentMethods.environment, tx.settings.stripeEnvironment),
          isNull(paymentMethods.detachedAt),
        ),
      );
    await writeAudit(tx, {
      action: DELETED,
      subjectType: "driver",
      subjectId: driverId,
      detail: { customerId },
    });
    if (eraseDueAt !== null) return true;
    await openCase(tx, {
      key: `customer:${driverId}:deleted`,
      kind: "stripe_customer_deleted",
      subjectType: "driver",
      subjectId: driverId,
      driverId,
      detail: { customerId },
    });
    return true;
  });
}
