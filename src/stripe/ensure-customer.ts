import type Stripe from "stripe";

import type { Language } from "@/core/language";
import type { Id } from "@/core/ids";
import type { Ctx } from "@/services/context";
import { readDriverAtStripe, storeStripeCustomer } from "@/services/payments/stripe-customer";

/** The driver's customer at Stripe, made at its first need. Never looked up by e-mail. */
export async function ensureCustomer(
  ctx: Ctx,
  stripe: Stripe,
  driverId: Id<"driver">,
): Promise<{
  readonly customerId: string;
  readonly currency: string;
  readonly locale: Language;
}> {
  const driver = await readDriverAtStripe(ctx, driverId);
  if (driver.customerId) return { ...driver, customerId: driver.customerId };
  const customer = await stripe.customers.create(
    {
      name: driver.name,
      email: driver.email,
      preferred_locales: [driver.locale],
      metadata: { driver_id: driverId, tenant_id: ctx.tenantId },
    },
    {
      idempotencyKey:
        driver.deleted === 0 ? `cus-${driverId}` : `cus-${driverId}-${driver.deleted}`,
    },
  );
  await storeStripeCustomer(ctx, { driverId, customerId: customer.id });
  return { ...driver, customerId: customer.id };
}
