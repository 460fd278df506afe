import { describe, expect, test } from "vitest";
import type Stripe from "stripe";
import { NOT_SIMULATED } from "./not-simulated";
import { PARAM_SCHEMAS } from "./param-schemas";
import { API_VERSION } from "./settings";
import { call, customerWith, refused, simulated, TEST_KEY } from "./test-kit";

const STRICT = { "stripe-version": API_VERSION };

describe("what a call may contain", () => {
  test("the SDK's own version is the one the schemas are of", async () => {
    const { stripe, control } = await simulated();
    await stripe.customers.create({});
    const { calls } = await control("GET calls");
    expect(calls).toMatchObject([{ method: "POST", path: "/v1/customers", version: API_VERSION }]);
  });

  test("an unknown parameter is refused by its name", async () => {
    const { url } = await simulated();
    const flat = await call(url, "/v1/customers", "nonsense=1", STRICT);
    expect([flat.status, flat.body["error"]]).toMatchObject([
      400,
      { type: "invalid_request_error", code: "parameter_unknown", param: "nonsense" },
    ]);
    const nested = "amount=5000&currency=sek&payment_method_options[card][nonsense]=1";
    const deep = await call(url, "/v1/payment_intents", nested, STRICT);
    expect(deep.body["error"]).toMatchObject({ param: "payment_method_options[card][nonsense]" });
  });

  test("an unknown parameter is refused where no schema is kept, too", async () => {
    const { url } = await simulated();
    const { status } = await call(url, "/v1/payment_methods", "type=card&nonsense=1", STRICT);
    expect(status).toBe(400);
  });

  test("payment_method_types is refused in endive and taken from older callers", async () => {
    const { url } = await simulated();
    const form = "amount=2000&currency=usd&payment_method_types[]=card";
    const strict = await call(url, "/v1/payment_intents", form, STRICT);
    expect(strict.body["error"]).toMatchObject({ param: "payment_method_types" });
    const older = await call(url, "/v1/payment_intents", form);
    expect([older.status, older.body["payment_method_types"]]).toEqual([200, ["card"]]);
  });

  test.each([
    ["amount is missing", "currency=sek", "parameter_missing"],
    ["amount is no number", "amount=abc&currency=sek", "parameter_invalid_integer"],
  ])("refuses a PaymentIntent when %s", async (_name, form, code) => {
    const { url } = await simulated();
    const { status, body } = await call(url, "/v1/payment_intents", form, STRICT);
    expect([status, body["error"]]).toMatchObject([400, { code, param: "amount" }]);
  });

  test("a parameter that is not simulated is refused, not taken without its effect", async () => {
    const { url, stripe } = await simulated();
    const form = "amount=5000&currency=sek&transfer_data[destination]=acct_1";
    const { status, body } = await call(url, "/v1/payment_intents", form, STRICT);
    expect([status, body["error"]]).toMatchObject([400, { code: "parameter_not_simulated" }]);
    expect((await stripe.paymentIntents.list()).data).toHaveLength(0);
  });

  test.each(Object.entries(NOT_SIMULATED))(
    "%s has each parameter that is refused",
    (name, refusedOnes) => {
      const text = JSON.stringify(PARAM_SCHEMAS[name]);
      for (const parameter of refusedOnes) expect(text).toContain(`"${parameter}":`);
    },
  );

  test("an unknown route is a 404 in Stripe's shape, never an empty 200", async () => {
    const { url } = await simulated();
    const { status, body } = await call(url, "/v1/subscriptions", "");
    expect([status, body["error"]]).toMatchObject([404, { type: "invalid_request_error" }]);
  });

  test("an unknown object is resource_missing: 404 by path, 400 by parameter", async () => {
    const { stripe } = await simulated();
    const byPath = await refused(stripe.customers.retrieve("cus_none"));
    expect([byPath.statusCode, byPath.code]).toEqual([404, "resource_missing"]);
    const byParameter = await refused(
      stripe.paymentIntents.create({ amount: 5000, currency: "sek", customer: "cus_none" }),
    );
    expect([byParameter.statusCode, byParameter.param]).toEqual([400, "customer"]);
  });

  test("a live key, and no key, are refused", async () => {
    const { url } = await simulated();
    const live = await call(url, "/v1/customers", "", {
      authorization: `Bearer ${TEST_KEY.replace("test", "live")}`,
    });
    const none = await call(url, "/v1/customers", "", { authorization: "" });
    expect([live.status, none.status]).toEqual([401, 401]);
  });

  test("a request for a name that is not loopback is refused", async () => {
    const { port } = await simulated();
    const { request } = await import("node:http");
    const status = await new Promise((resolve, reject) => {
      const headers = { host: "evil.example" };
      request({ host: "127.0.0.1", port, path: "/_control/state", headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on("error", reject)
        .end();
    });
    expect(status).toBe(421);
  });
});

describe("customers and payment methods", () => {
  test("a customer is created, updated, listed by mail and deleted", async () => {
    const { stripe } = await simulated();
    const made = await stripe.customers.create({
      email: "astrid@kvitt.example",
      name: "Astrid Lindqvist",
      metadata: { driver_id: "d1", old: "x" },
      address: { country: "SE", city: "Stockholm" },
    });
    const after = await stripe.customers.update(made.id, {
      name: "",
      metadata: { old: "", note: "y" },
    });
    expect(after).toMatchObject({
      name: null,
      email: "astrid@kvitt.example",
      address: { city: "Stockholm" },
    });
    expect(after.metadata).toEqual({ driver_id: "d1", note: "y" });
    expect((await stripe.customers.list({ email: "astrid@kvitt.example" })).data).toHaveLength(1);
    await stripe.customers.del(made.id);
    expect(await stripe.customers.retrieve(made.id)).toMatchObject({ deleted: true });
    expect((await stripe.customers.list()).data).toHaveLength(0);
  });

  test("an update tells the old values of what changed, and nothing else", async () => {
    const { stripe } = await simulated();
    const made = await stripe.customers.create({ name: "A", metadata: { a: "1", b: "1" } });
    await stripe.customers.update(made.id, { name: "B", metadata: { b: "2", c: "3" } });
    const [event] = (await stripe.events.list({ type: "customer.updated" })).data;
    expect(event?.data.previous_attributes).toEqual({ name: "A", metadata: { b: "1", c: null } });
  });

  test("a detached payment method leaves the customer and his default", async () => {
    const { stripe } = await simulated();
    const saved = await customerWith(stripe, "pm_card_visa");
    await stripe.customers.update(saved.customer, {
      invoice_settings: { default_payment_method: saved.payment_method },
    });
    await stripe.paymentMethods.detach(saved.payment_method);
    const customer = await stripe.customers.retrieve(saved.customer);
    expect(customer).toMatchObject({ invoice_settings: { default_payment_method: null } });
    expect((await stripe.customers.listPaymentMethods(saved.customer)).data).toHaveLength(0);
  });

  test("a payment method is attached to one customer only", async () => {
    const { stripe } = await simulated();
    const saved = await customerWith(stripe, "pm_card_visa");
    const other = await stripe.customers.create({});
    const error = await refused(
      stripe.paymentMethods.attach(saved.payment_method, { customer: other.id }),
    );
    expect(error.statusCode).toBe(400);
  });

  test("the same card has the same fingerprint", async () => {
    const { stripe } = await simulated();
    const card = { number: "4242 4242 4242 4242", exp_month: 12, exp_year: 2034, cvc: "123" };
    const first = await stripe.paymentMethods.create({ type: "card", card });
    const second = await stripe.paymentMethods.create({
      type: "card",
      card: { token: "tok_visa" },
    });
    expect(first.card?.fingerprint).toBe(second.card?.fingerprint);
    expect(first.card?.last4).toBe("4242");
  });
});

describe("lists", () => {
  test("are newest first, paged, and walked through by the SDK", async () => {
    const { stripe } = await simulated();
    for (const name of ["a", "b", "c", "d", "e"]) await stripe.customers.create({ name });
    const first = await stripe.customers.list({ limit: 2 });
    expect([first.data.map((row) => row.name), first.has_more]).toEqual([["e", "d"], true]);
    const names: unknown[] = [];
    for await (const row of stripe.customers.list({ limit: 2 })) names.push(row.name);
    expect(names).toEqual(["e", "d", "c", "b", "a"]);
    const back = await stripe.customers.list({ limit: 2, ending_before: first.data[1]?.id ?? "" });
    expect([back.data.map((row) => row.name), back.has_more]).toEqual([["e"], false]);
  });

  test("are filtered by time", async () => {
    const { stripe, control } = await simulated({ startAtMs: 1_790_000_000_000 });
    await stripe.customers.create({ name: "early" });
    await control("POST clock", { advance_s: 100 });
    await stripe.customers.create({ name: "late" });
    const late = await stripe.customers.list({ created: { gte: 1_790_000_100 } });
    expect(late.data.map((row) => row.name)).toEqual(["late"]);
  });

  test("expand what they hold; what can't be expanded is refused", async () => {
    const { stripe } = await simulated();
    const saved = await customerWith(stripe, "pm_card_visa");
    await stripe.paymentIntents.create({ amount: 5000, currency: "sek", ...saved, confirm: true });
    const expand = ["data.latest_charge", "data.customer", "data.payment_method"];
    const [intent] = (await stripe.paymentIntents.list({ expand })).data;
    expect(intent).toMatchObject({
      latest_charge: { object: "charge" },
      customer: { object: "customer" },
      payment_method: { object: "payment_method" },
    });
    const error = await refused(stripe.paymentIntents.list({ expand: ["data.amount"] }));
    expect([error.statusCode, error.param]).toEqual([400, "expand"]);
  });
});

describe("determinism and restarts", () => {
  async function play(stripe: Stripe): Promise<string> {
    const saved = await customerWith(stripe, "pm_card_visa");
    await stripe.paymentIntents.create({ amount: 5000, currency: "sek", ...saved, confirm: true });
    const idempotent = (await stripe.events.list()).data.map((event) => ({
      ...event,
      request: null,
    }));
    return JSON.stringify(idempotent);
  }

  test("ids do not depend on what is read in between", async () => {
    const one = await simulated({ seed: "s" });
    const two = await simulated({ seed: "s" });
    const first = await one.stripe.customers.create({});
    await two.stripe.events.list();
    await two.control("POST clock", { advance_s: 5 });
    expect((await two.stripe.customers.create({})).id).toBe(first.id);
  });

  test("one seed and one start replay one history; another seed another", async () => {
    const start = { startAtMs: 1_790_000_000_000 };
    const first = await play((await simulated({ ...start, seed: "s1" })).stripe);
    const second = await play((await simulated({ ...start, seed: "s1" })).stripe);
    const other = await play((await simulated({ ...start, seed: "s2" })).stripe);
    expect(without(second)).toEqual(without(first));
    expect(without(other)).not.toEqual(without(first));
  });

  /** Hosted addresses contain the port, which is free to differ. */
  function without(history: string): string {
    return history.replaceAll(/127\.0\.0\.1:\d+/g, "host");
  }
});
