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
  /** A control of the simulator: what banks, card holders and time do (see docs/stripe-simulator.md). */
  control<T>(path: string, input?: Readonly<Record<string, unknown>>): Promise<T>;
  /** Saves one of Stripe's named test cards for a driver. */
  saveCard(ctx: Ctx, driverId: Id<"driver">, card: string): Promise<void>;
  /** Saves a bank account for a driver, with its mandate. */
  saveAccount(ctx: Ctx, driverId: Id<"driver">, iban: string): Promise<void>;
  /** Fills in the hosted page with a card's number or an IBAN, as a browser does. */
  pay(url: string, number: string): Promise<Response>;
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
  const control = async <T>(path: string, input: object = {}): Promise<T> => {
    const answer = await fetch(`${simulator.url}/_control/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(input),
    });
    if (!answer.ok) throw new Error(`the simulator refused ${path}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  return {
    simulator,
    env,
    control,
    fault: async (fault) => {
      await control("faults", fault);
    },
    saveAccount: async (ctx, driverId, iban) => {
      const stripe = stripeClient(env);
      const { customerId } = await ensureCustomer(ctx, stripe, driverId);
      const setup = await stripe.setupIntents.create({
        customer: customerId,
        confirm: true,
        allowed_payment_method_types: ["sepa_debit"],
        payment_method_data: {
          type: "sepa_debit",
          sepa_debit: { iban },
          billing_details: { name: "Jan de Vries", email: "jan@kvitt.example" },
        },
        mandate_data: {
          customer_acceptance: {
            type: "online",
            online: { ip_address: "192.0.2.1", user_agent: "test" },
          },
        },
        expand: ["payment_method"],
      });
      const { payment_method: method, mandate } = setup;
      if (!method || typeof method === "string") throw new Error("no account was saved");
      const mandateId = typeof mandate === "string" ? mandate : mandate?.id;
      await storePaymentMethod(ctx, { driverId, card: cardDetails(method, mandateId) });
    },
    pay: async (url, number) =>
      fetch(url, {
        method: "POST",
        redirect: "manual",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({ number, expiry: "12/40", cvc: "123" }).toString(),
      }),
    saveCard: async (ctx, driverId, card) => {
      const stripe = stripeClient(env);
      const { customerId } = await ensureCustomer(ctx, stripe, driverId);
      const method = await stripe.paymentMethods.attach(card, { customer: customerId });
      await storePaymentMethod(ctx, { driverId, card: cardDetails(method) });
    },
  };
}
