import type { Env } from "@/config/env";
import { parseEnv } from "@/config/env";
import type { Id } from "@/core/ids";
import type { Ctx } from "@/services/context";
import { storePaymentMethod } from "@/services/payments/store-payment-method";
import { startSimulator, type RunningSimulator } from "@/simulators/stripe/http-server";
import { stripeClient } from "@/stripe/client";
import { ensureCustomer } from "@/stripe/ensure-customer";
import { cardDetails } from "@/stripe/read-method";

/** The simulator of Stripe in this process, and the settings that lead the product to it. */
export interface TestStripe {
  readonly simulator: RunningSimulator;
  readonly env: Env;
  /** Sets a fault of the simulator (see its README). */
  fault(fault: Readonly<Record<string, unknown>>): Promise<void>;
  /** Saves one of Stripe's named test cards for a driver. */
  saveCard(ctx: Ctx, driverId: Id<"driver">, card: string): Promise<void>;
}

/** Starts a simulator on a free port; close it with `simulator.close()`. */
export async function startTestStripe(): Promise<TestStripe> {
  const simulator = await startSimulator({});
  const env = parseEnv({
    APP_ENV: "test",
    STRIPE_SECRET_KEY: "sk_test_simulator",
    STRIPE_API_BASE: simulator.url,
    STRIPE_WEBHOOK_SECRET: "whsec_test",
  });
  return {
    simulator,
    env,
    fault: async (fault) => {
      const answer = await fetch(`${simulator.url}/_control/faults`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(fault),
      });
      if (!answer.ok) throw new Error(`the fault was refused: ${await answer.text()}`);
    },
    saveCard: async (ctx, driverId, card) => {
      const stripe = stripeClient(env);
      const { customerId } = await ensureCustomer(ctx, stripe, driverId);
      const method = await stripe.paymentMethods.attach(card, { customer: customerId });
      await storePaymentMethod(ctx, { driverId, card: cardDetails(method) });
    },
  };
}
