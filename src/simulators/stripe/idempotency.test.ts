import { describe, expect, test } from "vitest";
import { API_VERSION } from "./settings";
import { call, customerWith, refused, simulated } from "./test-kit";

const CUSTOMERS = "/v1/customers";
const DAY_S = 86_400;

describe("idempotency keys", () => {
  test("the same call twice has one effect and says that it was replayed", async () => {
    const { url, stripe } = await simulated();
    const first = await call(url, CUSTOMERS, "email=a@x.example", { "idempotency-key": "k" });
    const second = await call(url, CUSTOMERS, "email=a@x.example", { "idempotency-key": "k" });
    expect(second.body).toEqual(first.body);
    expect(first.headers.get("idempotent-replayed")).toBeNull();
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect(second.headers.get("original-request")).toBe(first.headers.get("request-id"));
    expect((await stripe.customers.list()).data).toHaveLength(1);
  });

  test("other parameters under the same key are an idempotency_error", async () => {
    const { stripe } = await simulated();
    await stripe.customers.create({ name: "A" }, { idempotencyKey: "k" });
    const error = await refused(stripe.customers.create({ name: "B" }, { idempotencyKey: "k" }));
    expect([error.statusCode, error.rawType]).toEqual([400, "idempotency_error"]);
  });

  test("a decline is kept: the same key gives the same 402 and no second attempt", async () => {
    const { stripe } = await simulated();
    const saved = await customerWith(stripe, "pm_card_chargeCustomerFail");
    const pay = () =>
      stripe.paymentIntents.create(
        { amount: 5000, currency: "sek", ...saved, off_session: true, confirm: true },
        { idempotencyKey: "pay-1" },
      );
    const first = await refused(pay());
    const second = await refused(pay());
    expect(second.payment_intent?.id).toBe(first.payment_intent?.id);
    expect((await stripe.charges.list()).data).toHaveLength(1);
  });

  test("a refusal after the endpoint began is kept, as an answer like any other", async () => {
    const { url, stripe } = await simulated();
    const headers = { "idempotency-key": "k", "stripe-version": API_VERSION };
    const form = "amount=5000&currency=sek&customer=cus_none";
    const first = await call(url, "/v1/payment_intents", form, headers);
    const second = await call(url, "/v1/payment_intents", form, headers);
    expect([first.status, second.status]).toEqual([400, 400]);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect((await stripe.paymentIntents.list()).data).toHaveLength(0);
  });

  test.each([
    ["conflict", 409],
    ["rate_limit", 429],
  ])("an answer of %s is not kept: the same key then has its effect", async (kind, status) => {
    const { url, control } = await simulated();
    await control("POST faults", { kind, path: CUSTOMERS });
    const headers = { "idempotency-key": "k" };
    expect((await call(url, CUSTOMERS, "name=A", headers)).status).toBe(status);
    const again = await call(url, CUSTOMERS, "name=A", headers);
    expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([200, null]);
  });

  test("fifty at once under one key have one effect", async () => {
    const { url, stripe } = await simulated();
    const headers = { "idempotency-key": "k" };
    const answers = await Promise.all(
      Array.from({ length: 50 }, async () => call(url, CUSTOMERS, "name=A", headers)),
    );
    expect(answers.every((answer) => [200, 409].includes(answer.status))).toBe(true);
    expect((await stripe.customers.list()).data).toHaveLength(1);
  });

  test("a validation error is not kept", async () => {
    const { url } = await simulated();
    const headers = { "idempotency-key": "k", "stripe-version": API_VERSION };
    expect((await call(url, CUSTOMERS, "nonsense=1", headers)).status).toBe(400);
    expect((await call(url, CUSTOMERS, "name=A", headers)).status).toBe(200);
  });

  test("while the first call runs, a second one is refused with 409", async () => {
    const { url, control, stripe } = await simulated();
    await control("POST faults", { kind: "delay", path: CUSTOMERS, delay_ms: 300 });
    const headers = { "idempotency-key": "k" };
    const first = call(url, CUSTOMERS, "name=A", headers);
    await new Promise((resolve) => setTimeout(resolve, 80));
    const second = await call(url, CUSTOMERS, "name=A", headers);
    expect([second.status, second.body["error"]]).toMatchObject([
      409,
      { code: "idempotency_key_in_use" },
    ]);
    expect((await first).status).toBe(200);
    expect((await call(url, CUSTOMERS, "name=A", headers)).status).toBe(200);
    expect((await stripe.customers.list()).data).toHaveLength(1);
  });

  test("after 24 simulated hours a key is new again", async () => {
    const { stripe, control } = await simulated();
    const create = () => stripe.customers.create({ name: "A" }, { idempotencyKey: "k" });
    const first = await create();
    await control("POST clock", { advance_s: DAY_S - 60 });
    expect((await create()).id).toBe(first.id);
    await control("POST clock", { advance_s: 120 });
    expect((await create()).id).not.toBe(first.id);
  });
});

describe("faults of the API", () => {
  const create = { name: "A" };

  test("fail_before has no effect, and the same key then succeeds", async () => {
    const { stripe, control } = await simulated();
    await control("POST faults", { kind: "fail_before", path: CUSTOMERS });
    const error = await refused(stripe.customers.create(create, { idempotencyKey: "k" }));
    expect(error.statusCode).toBe(500);
    expect((await stripe.customers.list()).data).toHaveLength(0);
    await stripe.customers.create(create, { idempotencyKey: "k" });
    expect((await stripe.customers.list()).data).toHaveLength(1);
  });

  test("fail_after with 500 has its effect, and the key keeps the 500", async () => {
    const { stripe, control } = await simulated();
    await control("POST faults", { kind: "fail_after", path: CUSTOMERS });
    const again = () => refused(stripe.customers.create(create, { idempotencyKey: "k" }));
    expect((await again()).statusCode).toBe(500);
    expect((await again()).statusCode).toBe(500);
    expect((await stripe.customers.list()).data).toHaveLength(1);
  });

  test.each([
    ["a reset socket", { kind: "fail_after", mode: "reset" }],
    ["a hang past the timeout", { kind: "fail_after", mode: "hang" }],
    ["a body cut off in the middle", { kind: "truncate" }],
  ])("%s has its effect; the same key then tells the outcome", async (_name, fault) => {
    const { stripe, control } = await simulated({}, { timeout: 300 });
    // The SDK repeats a reset connection once by itself: both attempts must meet the fault.
    await control("POST faults", { ...fault, path: CUSTOMERS, times: 2 });
    const error = await refused(stripe.customers.create(create, { idempotencyKey: "k" }));
    expect(error.type).toBe("StripeConnectionError");
    await control("DELETE faults");
    const customer = await stripe.customers.create(create, { idempotencyKey: "k" });
    const { data } = await stripe.customers.list();
    expect(data.map((row) => row.id)).toEqual([customer.id]);
  });

  test.each([
    ["conflict", 409, "lock_timeout"],
    ["rate_limit", 429, "rate_limit"],
  ])("%s answers %i and has no effect", async (kind, status, code) => {
    const { stripe, control } = await simulated();
    await control("POST faults", { kind, path: CUSTOMERS });
    const error = await refused(stripe.customers.create(create));
    expect([error.statusCode, error.code]).toEqual([status, code]);
    expect((await stripe.customers.list()).data).toHaveLength(0);
  });

  test("fail_after with 502 has its effect behind a gateway's page; the key tells the outcome", async () => {
    const { stripe, control } = await simulated();
    await control("POST faults", { kind: "fail_after", mode: "502", path: CUSTOMERS });
    const error = await refused(stripe.customers.create(create, { idempotencyKey: "k" }));
    expect(error.type).toBe("StripeAPIError");
    const made = await stripe.customers.create(create, { idempotencyKey: "k" });
    expect((await stripe.customers.list()).data.map((row) => row.id)).toEqual([made.id]);
  });

  test.each([
    ["unauthorized", 401, "StripeAuthenticationError"],
    ["forbidden", 403, "StripePermissionError"],
  ])("%s answers %i until it is cleared", async (kind, status, type) => {
    const { stripe, control } = await simulated();
    await control("POST faults", { kind, path: CUSTOMERS, times: 2 });
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const error = await refused(stripe.customers.create(create));
      expect([error.statusCode, error.type]).toEqual([status, type]);
    }
    await stripe.customers.create(create);
  });

  test("stripe-should-retry: false stops the SDK's own retries", async () => {
    const { stripe, control } = await simulated({}, { maxNetworkRetries: 2 });
    const fault = { kind: "conflict", path: CUSTOMERS, times: 3, should_retry: false };
    await control("POST faults", fault);
    await refused(stripe.customers.create(create));
    const { calls } = await control("GET calls");
    expect(calls).toHaveLength(1);
  });

  test("a fault of one path and method leaves the others alone", async () => {
    const { stripe, control } = await simulated();
    const made = await stripe.customers.create(create);
    await control("POST faults", { kind: "fail_before", path: "/v1/customers/*", method: "GET" });
    await stripe.customers.update(made.id, { name: "B" });
    expect((await refused(stripe.customers.retrieve(made.id))).statusCode).toBe(500);
  });

  test("a gateway's HTML page is no answer of Stripe's", async () => {
    const { stripe, control } = await simulated();
    await control("POST faults", { kind: "bad_gateway", path: CUSTOMERS });
    const error = await refused(stripe.customers.create(create));
    expect(error.type).toBe("StripeAPIError");
  });

  test("a fault strikes at the n-th call only", async () => {
    const { stripe, control } = await simulated();
    await control("POST faults", { kind: "fail_before", path: CUSTOMERS, nth: 2 });
    await stripe.customers.create(create);
    expect((await refused(stripe.customers.create(create))).statusCode).toBe(500);
    await stripe.customers.create(create);
  });

  test("the SDK's own retries ride over a conflict with one effect", async () => {
    const { stripe, control } = await simulated({}, { maxNetworkRetries: 2 });
    await control("POST faults", { kind: "conflict", path: CUSTOMERS });
    await stripe.customers.create(create);
    expect((await stripe.customers.list()).data).toHaveLength(1);
  });
});
