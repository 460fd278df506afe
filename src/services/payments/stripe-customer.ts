import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { drivers } from "@/db/schema/drivers";
import { stripeCustomers } from "@/db/schema/payments";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

/** A driver as Stripe is told of him, and his customer there once there is one. */
export interface DriverAtStripe {
  readonly name: string;
  readonly email: string;
  readonly locale: "sv" | "en";
  readonly currency: string;
  readonly customerId: string | null;
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
  return row;
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
