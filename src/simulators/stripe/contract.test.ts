import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type Stripe from "stripe";
import {
  differencesOf,
  type Fields,
  freshKey,
  noted,
  openSimulator,
  openStripe,
  type Target,
  until,
} from "./test-contract";
import { idOf, refused } from "./test-kit";

// What the product relies on, in one suite for two: the simulator, and Stripe's test mode when
// STRIPE_TEST_KEY is set. See docs/stripe-simulator.md.

const KEY = process.env["STRIPE_TEST_KEY"] ?? "";
if (KEY !== "" && !/^(sk|rk)_test_\w+$/.test(KEY)) {
  throw new Error("STRIPE_TEST_KEY must be a test key (sk_test_… or rk_test_…)");
}

/** The fields that each side's objects had, so that the differences can be told at the end. */
const FIELDS: Fields = new Map();

function note<T extends object>(side: string, name: string, object: T): T {
  return noted(FIELDS, side, name, object);
}

afterAll(() => {
  if (KEY === "") return;
  const path = process.env["STRIPE_CONTRACT_REPORT"] ?? join(tmpdir(), "stripe-contract.json");
  writeFileSync(path, `${JSON.stringify(differencesOf(FIELDS), null, 2)}\n`);
  console.log(`Differences between Stripe and the simulator: ${path}`);
});

const SALE = { amount: 5000, currency: "eur" } as const;
const BACK = {
  success_url: "https://kvitt.example/done",
  cancel_url: "https://kvitt.example/back",
};
async function saved(stripe: Stripe, name: string) {
  const customer = await stripe.customers.create({
    name: "Contract",
    metadata: { driver_id: "d1" },
  });
  const method = await stripe.paymentMethods.attach(name, { customer: customer.id });
  return { customer: customer.id, payment_method: method.id };
}

async function payAway(stripe: Stripe, name = "pm_card_visa", key = freshKey("pay")) {
  const method = await saved(stripe, name);
  return stripe.paymentIntents.create(
    {
      ...SALE,
      ...method,
      off_session: true,
      confirm: true,
      payment_method_options: { card: { stored_credential_usage: "recurring" } },
      metadata: { payment_id: key },
    },
    { idempotencyKey: key },
  );
}

function contract(side: "simulator" | "stripe", open: () => Promise<Target>): void {
  test("a customer is made once per key, and found by id", async () => {
    const { stripe } = await open();
    const key = freshKey("cus");
    const first = await stripe.customers.create({ name: "A" }, { idempotencyKey: key });
    const again = await stripe.customers.create({ name: "A" }, { idempotencyKey: key });
    expect(again.id).toBe(first.id);
    expect(again.lastResponse.headers["idempotent-replayed"]).toBe("true");
    const other = await refused(stripe.customers.create({ name: "B" }, { idempotencyKey: key }));
    expect([other.statusCode, other.rawType]).toEqual([400, "idempotency_error"]);
    const updated = await stripe.customers.update(first.id, { metadata: { driver_id: "d1" } });
    expect(note(side, "customer", updated).metadata).toEqual({ driver_id: "d1" });
    await stripe.customers.del(first.id);
    expect(await stripe.customers.retrieve(first.id)).toMatchObject({ deleted: true });
  });

  test("a card is saved by a SetupIntent for use while its holder is away", async () => {
    const { stripe } = await open();
    const customer = (await stripe.customers.create({})).id;
    const setup = await stripe.setupIntents.create({
      customer,
      payment_method: "pm_card_visa",
      allowed_payment_method_types: ["card"],
      usage: "off_session",
      confirm: true,
    });
    expect([note(side, "setup_intent", setup).status, setup.usage]).toEqual([
      "succeeded",
      "off_session",
    ]);
    const [method] = (await stripe.customers.listPaymentMethods(customer)).data;
    expect(method).toMatchObject({
      customer,
      type: "card",
      card: { brand: "visa", last4: "4242" },
    });
    expect(method?.card?.fingerprint).toMatch(/./);
    const detached = await stripe.paymentMethods.detach(
      note(side, "payment_method", method ?? { id: "" }).id,
    );
    expect(detached.customer).toBeNull();
  });

  test("a saved card is charged while its holder is away, and says what it cost", async () => {
    const target = await open();
    const { stripe } = target;
    const intent = await payAway(stripe);
    expect(intent).toMatchObject({ status: "succeeded", amount_received: SALE.amount });
    const charge = await until(
      target,
      async () =>
        stripe.charges.retrieve(idOf(intent.latest_charge), { expand: ["balance_transaction"] }),
      (row) => row.balance_transaction !== null,
    );
    const cost = charge.balance_transaction as Stripe.BalanceTransaction;
    expect([cost.type, cost.source]).toEqual(["charge", charge.id]);
    expect(cost.net).toBe(cost.amount - cost.fee);
    const listed = await stripe.balanceTransactions.list({ source: charge.id });
    expect(listed.data.map((row) => row.id)).toEqual([cost.id]);
    note(side, "payment_intent", intent);
    note(side, "charge", charge);
    note(side, "balance_transaction", cost);
  });

  test("the same key pays once", async () => {
    const { stripe } = await open();
    const method = await saved(stripe, "pm_card_visa");
    const key = freshKey("once");
    const pay = async () =>
      stripe.paymentIntents.create(
        { ...SALE, ...method, off_session: true, confirm: true },
        { idempotencyKey: key },
      );
    const first = await pay();
    expect((await pay()).id).toBe(first.id);
    const all = await stripe.paymentIntents.list({ customer: method.customer });
    expect(all.data.map((row) => row.id)).toEqual([first.id]);
  });

  test("a decline is a 402 with its codes and the PaymentIntent, which waits for another card", async () => {
    const { stripe } = await open();
    const error = await refused(payAway(stripe, "pm_card_chargeCustomerFail"));
    expect(error).toMatchObject({
      type: "StripeCardError",
      statusCode: 402,
      code: "card_declined",
      decline_code: "generic_decline",
      payment_intent: { status: "requires_payment_method" },
    });
    const failed = await stripe.paymentIntents.retrieve(error.payment_intent?.id ?? "");
    expect(failed.last_payment_error?.code).toBe("card_declined");
    const again = await stripe.paymentIntents.confirm(failed.id, {
      payment_method: "pm_card_visa",
      return_url: BACK.cancel_url,
    });
    expect(again.status).toBe("succeeded");
  });

  test("authentication_required is a 402; the same PaymentIntent is confirmed on-session or canceled", async () => {
    const { stripe } = await open();
    const error = await refused(payAway(stripe, "pm_card_authenticationRequired"));
    expect([error.statusCode, error.code]).toEqual([402, "authentication_required"]);
    const intent = error.payment_intent?.id ?? "";
    const asked = await stripe.paymentIntents.confirm(intent, {
      payment_method: error.payment_method?.id ?? "",
      return_url: BACK.cancel_url,
    });
    expect([asked.status, asked.next_action?.type]).toEqual(["requires_action", "redirect_to_url"]);
    expect(asked.next_action?.redirect_to_url?.url).toMatch(/^https?:/);
    const canceled = await stripe.paymentIntents.cancel(intent, {
      cancellation_reason: "abandoned",
    });
    expect(canceled.status).toBe("canceled");
    const late = await refused(
      stripe.paymentIntents.confirm(intent, { payment_method: "pm_card_visa" }),
    );
    expect([late.statusCode, late.code]).toEqual([400, "payment_intent_unexpected_state"]);
  });

  test("refunds add up to the charge and not beyond", async () => {
    const { stripe } = await open();
    const intent = await payAway(stripe);
    const key = freshKey("refund");
    const part = { payment_intent: intent.id, amount: 2000 };
    const refund = await stripe.refunds.create(part, { idempotencyKey: key });
    expect(note(side, "refund", refund)).toMatchObject({ amount: 2000, status: "succeeded" });
    expect((await stripe.refunds.create(part, { idempotencyKey: key })).id).toBe(refund.id);
    const beyond = await refused(
      stripe.refunds.create({ payment_intent: intent.id, amount: 3001 }),
    );
    expect(beyond.statusCode).toBe(400);
    await stripe.refunds.create({ payment_intent: intent.id });
    const third = await refused(stripe.refunds.create({ payment_intent: intent.id }));
    expect([third.statusCode, third.code]).toEqual([400, "charge_already_refunded"]);
  });

  test("a refund can fail after it succeeded", async () => {
    const target = await open();
    const intent = await payAway(target.stripe, "pm_card_refundFail");
    const refund = await target.stripe.refunds.create({ payment_intent: intent.id });
    const failed = await until(
      target,
      async () => target.stripe.refunds.retrieve(refund.id),
      (row) => row.status === "failed",
    );
    expect(failed.failure_reason).toMatch(/./);
    expect(idOf(failed.failure_balance_transaction)).toMatch(/^txn_/);
  });

  test("a disputed charge loses its money, and closing the dispute loses it for good", async () => {
    const target = await open();
    const { stripe } = target;
    const intent = await payAway(stripe, "pm_card_createDispute");
    const [dispute] = await until(
      target,
      async () => (await stripe.disputes.list({ payment_intent: intent.id })).data,
      (rows) => rows.length > 0,
    );
    expect(note(side, "dispute", dispute ?? { id: "" })).toMatchObject({
      status: "needs_response",
    });
    expect(dispute?.balance_transactions[0]?.amount).toBeLessThan(0);
    const closed = await stripe.disputes.close(dispute?.id ?? "");
    expect(closed.status).toBe("lost");
  });

  test.each([
    ["setup", { mode: "setup" as const, currency: "eur" }],
    [
      "payment",
      {
        mode: "payment" as const,
        line_items: [
          {
            price_data: { currency: "eur", unit_amount: 2500, product_data: { name: "Top-up" } },
            quantity: 1,
          },
        ],
        payment_intent_data: {
          setup_future_usage: "off_session" as const,
          metadata: { topup_id: "t1" },
        },
      },
    ],
  ])("a Checkout page in mode %s opens, and is expired on demand", async (_mode, params) => {
    const { stripe } = await open();
    const customer = (await stripe.customers.create({ email: "contract@kvitt.example" })).id;
    const session = await stripe.checkout.sessions.create({ ...params, ...BACK, customer });
    expect(session).toMatchObject({ status: "open", customer });
    expect(session.url).toMatch(/^https?:/);
    const read = await stripe.checkout.sessions.retrieve(session.id, { expand: ["setup_intent"] });
    note(side, "checkout.session", read);
    const expired = await stripe.checkout.sessions.expire(session.id);
    expect([expired.status, expired.url]).toEqual(["expired", null]);
    expect((await refused(stripe.checkout.sessions.expire(session.id))).statusCode).toBe(400);
  });

  test("events tell of a payment, by type and since a time", async () => {
    const target = await open();
    const { stripe } = target;
    const intent = await payAway(stripe);
    const params = {
      types: ["payment_intent.succeeded"],
      created: { gte: intent.created - 60 },
      limit: 100,
    };
    const events = await until(
      target,
      async () => (await stripe.events.list(params)).data,
      (rows) => rows.some((row) => (row.data.object as { id?: string }).id === intent.id),
    );
    const event = events.find((row) => (row.data.object as { id?: string }).id === intent.id);
    expect(note(side, "event", event ?? {})).toMatchObject({
      type: "payment_intent.succeeded",
      livemode: false,
    });
    expect((await stripe.events.retrieve(event?.id ?? "")).id).toBe(event?.id);
  });

  test("a direct debit is processing first", async (context) => {
    const { stripe } = await open();
    const attempt = stripe.paymentMethods.create({
      type: "sepa_debit",
      sepa_debit: { iban: "AT611904300234573201" },
      billing_details: { name: "Jonas Berg", email: "jonas@kvitt.example" },
    });
    const method = await attempt.catch((error: Error) => error);
    if (method instanceof Error) return context.skip(`no SEPA in this account: ${method.message}`);
    const intent = await stripe.paymentIntents.create({
      ...SALE,
      payment_method: method.id,
      allowed_payment_method_types: ["sepa_debit"],
      mandate_data: { customer_acceptance: { type: "offline" } },
      confirm: true,
    });
    expect(intent.status).toBe("processing");
    expect((await refused(stripe.paymentIntents.cancel(intent.id))).statusCode).toBe(400);
  });

  test("the lists of a reconciliation can be read", async () => {
    const { stripe } = await open();
    expect((await stripe.payouts.list({ limit: 1 })).object).toBe("list");
    const balance = note(side, "balance", await stripe.balance.retrieve());
    expect([Array.isArray(balance.available), Array.isArray(balance.pending)]).toEqual([
      true,
      true,
    ]);
  });

  test.each([
    ["below the minimum", { amount: 1, currency: "eur" }, "amount_too_small"],
    [
      "with a customer that is not there",
      { ...SALE, customer: "cus_contract_none" },
      "resource_missing",
    ],
  ])("a PaymentIntent %s is refused with 400", async (_name, params, code) => {
    const { stripe } = await open();
    const error = await refused(stripe.paymentIntents.create(params));
    expect([error.statusCode, error.code]).toEqual([400, code]);
  });

  test("unknown parameters, parameters of older versions and unknown calls are refused", async () => {
    const { stripe } = await open();
    for (const name of ["nonsense", "payment_method_types"]) {
      const params = { ...SALE, [name]: ["card"] };
      const error = await refused(stripe.rawRequest("POST", "/v1/payment_intents", params));
      expect([error.statusCode, error.code, error.param]).toEqual([400, "parameter_unknown", name]);
    }
    const nowhere = await refused(stripe.rawRequest("GET", "/v1/nonsense"));
    expect(nowhere.statusCode).toBe(404);
  });
}

describe("what the product relies on, by the simulator", () => {
  contract("simulator", openSimulator);
});

const SKIPPED = KEY === "" ? " (skipped: STRIPE_TEST_KEY is not set)" : "";
describe.skipIf(KEY === "")(
  `what the product relies on, by Stripe's test mode${SKIPPED}`,
  { timeout: 120_000 },
  () => {
    contract("stripe", async () => openStripe(KEY));
  },
);

test("differences are told by object and side", () => {
  const fields: Fields = new Map();
  noted(fields, "simulator", "charge", { id: "ch_1", own: 1 });
  noted(fields, "stripe", "charge", { id: "ch_2", newer: 1 });
  noted(fields, "simulator", "refund", { id: "re_1" });
  noted(fields, "stripe", "refund", { id: "re_2" });
  expect(differencesOf(fields)).toEqual([
    { object: "charge", only_stripe: ["newer"], only_simulator: ["own"] },
  ]);
});
