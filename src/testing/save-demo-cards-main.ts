import { and, eq, inArray, isNull } from "drizzle-orm";

import { readEnv, requireSetting } from "@/config/env";
import { serviceSettings } from "@/config/service-settings";
import { drivers } from "@/db/schema/drivers";
import { paymentMethods } from "@/db/schema/payments";
import { createLogger } from "@/observability/logger";
import { openContext, openRuntime, type Runtime } from "@/services/context";
import { storePaymentMethod } from "@/services/payments/store-payment-method";
import { stripeClient } from "@/stripe/client";
import { ensureCustomer } from "@/stripe/ensure-customer";
import { cardDetails } from "@/stripe/read-method";

/** Who has a card from the start; the others add theirs. */
const WITH_CARD = ["10001", "10003"];

/** Gives some of the demo's drivers one of Stripe's test cards each, so that their invoices are paid. */
async function saveCards(runtime: Runtime): Promise<number> {
  const stripe = stripeClient(readEnv());
  const { db } = runtime.pool;
  const without = await db
    .select({ tenantId: drivers.tenantId, id: drivers.id })
    .from(drivers)
    .leftJoin(
      paymentMethods,
      and(eq(paymentMethods.tenantId, drivers.tenantId), eq(paymentMethods.driverId, drivers.id)),
    )
    .where(and(inArray(drivers.number, WITH_CARD), isNull(paymentMethods.id)));
  for (const { tenantId, id } of without) {
    const ctx = openContext(runtime, { tenantId, actor: { kind: "system", name: "demo" } });
    const { customerId } = await ensureCustomer(ctx, stripe, id);
    const method = await stripe.paymentMethods.attach(
      "pm_card_visa",
      { customer: customerId },
      { idempotencyKey: `demo-card-${id}` },
    );
    await storePaymentMethod(ctx, { driverId: id, card: cardDetails(method) });
  }
  return without.length;
}

try {
  const env = readEnv();
  if (env.APP_ENV === "production") throw new Error("Test cards do not belong in production.");
  const runtime = openRuntime({
    databaseUrl: requireSetting("DATABASE_URL", env),
    poolMax: 2,
    name: "save-demo-cards",
    settings: serviceSettings(env),
    tzdataVersion: process.versions.tz ?? "unknown",
    log: createLogger({ name: "save-demo-cards" }),
  });
  const saved = await saveCards(runtime);
  await runtime.pool.close();
  process.stdout.write(`${saved} test cards were saved.\n`);
} catch (error) {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 1;
}
