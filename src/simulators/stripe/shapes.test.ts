import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PARAM_SCHEMAS } from "./param-schemas";
import { customerWith, idOf, simulated } from "./test-kit";

/** Fields of Stripe's example objects that this simulator leaves out, with the reason. */
const LEFT_OUT: Record<string, readonly string[]> = {
  // Lists that newer API versions do not include unless asked.
  charge: ["refunds"],
  // Only on objects that Stripe fills for methods or features outside this simulator.
  payment_method: ["card"],
  mandate: [],
  // Connect.
  balance: ["connect_reserved"],
};

/** Fields that came with API version 2026-10-28.endive, later than the examples. */
const NEWER: Record<string, readonly string[]> = {
  payment_intent: ["allowed_payment_method_types", "payment_record"],
  setup_intent: ["allowed_payment_method_types", "customer_account", "managed_payments"],
  "checkout.session": ["allowed_payment_method_types"],
  dispute: ["intended_submission_method"],
  payment_method: ["sepa_debit"],
  // Optional in the declarations: only where the charge has one.
  "radar.early_fraud_warning": ["payment_intent"],
};

function exampleKeys(name: string): string[] {
  const path = new URL(`./fixtures/${name}.json`, import.meta.url);
  return Object.keys(JSON.parse(readFileSync(path, "utf8")) as object).toSorted();
}

test("every answer has the fields of Stripe's example object, and no others", async () => {
  const { stripe, url, control } = await simulated();
  const saved = await customerWith(stripe, "pm_card_createDispute");
  const intent = await stripe.paymentIntents.create({
    amount: 5000,
    currency: "eur",
    ...saved,
    confirm: true,
  });
  const debit = await stripe.paymentMethods.create({
    type: "sepa_debit",
    sepa_debit: { iban: "AT611904300234573201" },
    billing_details: { name: "Jonas Berg", email: "jonas@kvitt.example" },
  });
  const setup = await stripe.setupIntents.create({
    payment_method: debit.id,
    mandate_data: {
      customer_acceptance: { type: "online", online: { ip_address: "127.0.0.1", user_agent: "x" } },
    },
    confirm: true,
    allowed_payment_method_types: ["sepa_debit"],
  });
  const plain = await stripe.paymentIntents.create({
    amount: 50_000,
    currency: "eur",
    payment_method: "pm_card_bypassPending",
    confirm: true,
  });
  await control("POST early_fraud_warnings", { charge: idOf(plain.latest_charge) });
  await control("POST settle", {});
  const line = { price_data: { currency: "eur", unit_amount: 500, product_data: { name: "x" } } };
  const endpoint = await stripe.webhookEndpoints.create({ url: `${url}/`, enabled_events: ["*"] });
  const answers: Record<string, object> = {
    customer: await stripe.customers.retrieve(saved.customer),
    payment_method: debit,
    setup_intent: setup,
    payment_intent: intent,
    charge: await stripe.charges.retrieve(idOf(intent.latest_charge)),
    refund: await stripe.refunds.create({ payment_intent: plain.id, amount: 100 }),
    "checkout.session": await stripe.checkout.sessions.create({
      mode: "payment",
      line_items: [{ ...line, quantity: 1 }],
      success_url: "http://localhost/",
    }),
    event: (await stripe.events.list({ type: "charge.succeeded" })).data[0] ?? {},
    webhook_endpoint: await stripe.webhookEndpoints.retrieve(endpoint.id),
    balance_transaction: (await stripe.balanceTransactions.list()).data[0] ?? {},
    payout: await stripe.payouts.create({ amount: 100, currency: "eur" }),
    dispute: (await stripe.disputes.list()).data[0] ?? {},
    mandate: await stripe.mandates.retrieve(idOf(setup.mandate)),
    balance: await stripe.balance.retrieve(),
    "billing_portal.session": await stripe.billingPortal.sessions.create({
      customer: saved.customer,
    }),
    "radar.early_fraud_warning": (await stripe.radar.earlyFraudWarnings.list()).data[0] ?? {},
    "test_helpers.test_clock": await stripe.testHelpers.testClocks.create({
      frozen_time: 1_790_000_000,
    }),
  };
  for (const [name, answer] of Object.entries(answers)) {
    const { lastResponse: _transport, ...fields } = answer as Record<string, unknown>;
    const left = new Set(LEFT_OUT[name] ?? []);
    const expected = [...exampleKeys(name).filter((key) => !left.has(key)), ...(NEWER[name] ?? [])];
    expect([name, Object.keys(fields).toSorted()]).toEqual([
      name,
      [...new Set(expected)].toSorted(),
    ]);
  }
});

test("the parameter schemas are byte for byte as Stripe's declarations made them", () => {
  const folder = new URL("./param-schemas/", import.meta.url);
  const sums = readFileSync(new URL("SHA256SUMS", folder), "utf8").trim().split("\n");
  expect(sums).toHaveLength(Object.keys(PARAM_SCHEMAS).length);
  for (const line of sums) {
    const [sum, name] = line.split("  ");
    const bytes = readFileSync(new URL(`fixtures/${name}`, folder));
    expect([name, createHash("sha256").update(bytes).digest("hex")]).toEqual([name, sum]);
  }
});
