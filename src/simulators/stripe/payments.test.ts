import { describe, expect, test } from "vitest";
import type Stripe from "stripe";
import { customerWith, idOf, refused, simulated } from "./test-kit";

const SALE = { amount: 12_500, currency: "sek" } as const;

describe("PaymentIntents", () => {
  test("an off-session charge of a saved card succeeds and books amount, fee and net", async () => {
    const { stripe } = await simulated();
    const saved = await customerWith(stripe, "pm_card_visa");
    const intent = await stripe.paymentIntents.create({
      ...SALE,
      ...saved,
      off_session: true,
      confirm: true,
      capture_method: "automatic",
      payment_method_options: { card: { stored_credential_usage: "recurring" } },
      metadata: { payment_id: "p1" },
      expand: ["latest_charge.balance_transaction"],
    });
    expect(intent).toMatchObject({
      status: "succeeded",
      amount_received: 12_500,
      metadata: { payment_id: "p1" },
      latest_charge: {
        status: "succeeded",
        captured: true,
        balance_transaction: { amount: 12_500, fee: 368, net: 12_132, status: "pending" },
      },
    });
  });

  test("with automatic_async the balance transaction comes after the answer", async () => {
    const { stripe, control } = await simulated();
    const saved = await customerWith(stripe, "pm_card_visa");
    const intent = await stripe.paymentIntents.create({
      ...SALE,
      ...saved,
      confirm: true,
      expand: ["latest_charge"],
    });
    const charge = intent.latest_charge as Stripe.Charge;
    expect([intent.capture_method, charge.balance_transaction]).toEqual(["automatic_async", null]);
    await control("POST settle", {});
    const later = await stripe.charges.retrieve(charge.id);
    expect(later.balance_transaction).toMatch(/^txn_/);
    const [updated] = (await stripe.events.list({ type: "charge.updated" })).data;
    expect(updated?.data.previous_attributes).toEqual({ balance_transaction: null });
  });

  test("pending money becomes available two days later", async () => {
    const { stripe, control } = await simulated();
    const saved = await customerWith(stripe, "pm_card_visa");
    await stripe.paymentIntents.create({
      ...SALE,
      ...saved,
      confirm: true,
      capture_method: "automatic",
    });
    await control("POST clock", { advance_s: 2 * 86_400 });
    const [transaction] = (await stripe.balanceTransactions.list()).data;
    expect(transaction?.status).toBe("available");
    expect((await stripe.events.list({ type: "balance.available" })).data).toHaveLength(1);
  });

  test("a declined charge answers 402 with code, decline code, advice and the PaymentIntent", async () => {
    const { stripe } = await simulated();
    const saved = await customerWith(stripe, "pm_card_chargeCustomerFail");
    const error = await refused(
      stripe.paymentIntents.create({ ...SALE, ...saved, off_session: true, confirm: true }),
    );
    expect(error).toMatchObject({
      type: "StripeCardError",
      statusCode: 402,
      code: "card_declined",
      decline_code: "generic_decline",
      advice_code: "try_again_later",
      network_decline_code: "05",
      payment_intent: { status: "requires_payment_method", payment_method: null },
    });
    const intent = await stripe.paymentIntents.retrieve(error.payment_intent?.id ?? "");
    expect(intent.last_payment_error).toMatchObject({
      code: "card_declined",
      charge: intent.latest_charge,
    });
    const failed = await stripe.charges.retrieve(idOf(intent.latest_charge));
    expect(failed).toMatchObject({ status: "failed", paid: false, failure_code: "card_declined" });
  });

  test("a declined PaymentIntent can be confirmed again with another card", async () => {
    const { stripe } = await simulated();
    const error = await refused(
      stripe.paymentIntents.create({
        ...SALE,
        payment_method: "pm_card_chargeDeclined",
        confirm: true,
      }),
    );
    const again = await stripe.paymentIntents.confirm(error.payment_intent?.id ?? "", {
      payment_method: "pm_card_visa",
    });
    expect([again.status, again.last_payment_error]).toEqual(["succeeded", null]);
  });

  test("off-session, a card that needs authentication answers 402 and not requires_action", async () => {
    const { stripe } = await simulated();
    const saved = await customerWith(stripe, "pm_card_authenticationRequired");
    const error = await refused(
      stripe.paymentIntents.create({ ...SALE, ...saved, off_session: true, confirm: true }),
    );
    expect(error).toMatchObject({
      statusCode: 402,
      code: "authentication_required",
      payment_intent: { status: "requires_payment_method" },
    });
  });

  test("the same PaymentIntent is then confirmed on-session through the bank's page", async () => {
    const { stripe } = await simulated();
    const saved = await customerWith(stripe, "pm_card_authenticationRequired");
    const error = await refused(
      stripe.paymentIntents.create({ ...SALE, ...saved, off_session: true, confirm: true }),
    );
    const asked = await stripe.paymentIntents.confirm(error.payment_intent?.id ?? "", {
      payment_method: saved.payment_method,
      return_url: "http://localhost:3000/back?x=1",
    });
    expect(asked.status).toBe("requires_action");
    const page = asked.next_action?.redirect_to_url?.url ?? "";
    expect(await (await fetch(page)).text()).toContain("Fail authentication");
    const done = await fetch(page, {
      method: "POST",
      body: new URLSearchParams({ outcome: "confirm" }),
      redirect: "manual",
    });
    const back = new URL(done.headers.get("location") ?? "");
    expect([back.origin, back.searchParams.get("x")]).toEqual(["http://localhost:3000", "1"]);
    expect(back.searchParams.get("redirect_status")).toBe("succeeded");
    expect((await stripe.paymentIntents.retrieve(asked.id)).status).toBe("succeeded");
  });

  test("a failed authentication frees the PaymentIntent and charges nothing", async () => {
    const { stripe } = await simulated();
    const asked = await stripe.paymentIntents.create({
      ...SALE,
      payment_method: "pm_card_threeDSecure2Required",
      confirm: true,
      return_url: "http://localhost:3000/back",
    });
    const page = asked.next_action?.redirect_to_url?.url ?? "";
    const done = await fetch(page, {
      method: "POST",
      body: new URLSearchParams({ outcome: "fail" }),
      redirect: "manual",
    });
    expect(done.headers.get("location")).toContain("redirect_status=failed");
    const after = await stripe.paymentIntents.retrieve(asked.id);
    expect(after.status).toBe("requires_payment_method");
    expect(after.last_payment_error?.code).toBe("payment_intent_authentication_failure");
    expect((await stripe.charges.list()).data).toHaveLength(0);
  });

  test("a card set up for later use needs no authentication off-session", async () => {
    const { stripe } = await simulated();
    const customer = (await stripe.customers.create({})).id;
    const setup = await stripe.setupIntents.create({
      customer,
      payment_method: "pm_card_authenticationRequiredOnSetup",
      usage: "off_session",
      confirm: true,
      return_url: "http://localhost:3000/back",
    });
    expect(setup.status).toBe("requires_action");
    await fetch(setup.next_action?.redirect_to_url?.url ?? "", {
      method: "POST",
      body: new URLSearchParams({ outcome: "confirm" }),
      redirect: "manual",
    });
    const done = await stripe.setupIntents.retrieve(setup.id);
    expect(done.status).toBe("succeeded");
    const paid = await stripe.paymentIntents.create({
      ...SALE,
      customer,
      payment_method: idOf(done.payment_method),
      off_session: true,
      confirm: true,
    });
    expect(paid.status).toBe("succeeded");
  });

  test("a held amount is captured in part, and only once", async () => {
    const { stripe } = await simulated();
    const held = await stripe.paymentIntents.create({
      ...SALE,
      payment_method: "pm_card_visa",
      capture_method: "manual",
      confirm: true,
    });
    expect([held.status, held.amount_capturable]).toEqual(["requires_capture", 12_500]);
    const taken = await stripe.paymentIntents.capture(held.id, { amount_to_capture: 9000 });
    expect([taken.status, taken.amount_received]).toEqual(["succeeded", 9000]);
    const error = await refused(stripe.paymentIntents.capture(held.id));
    expect(error).toMatchObject({ statusCode: 400, code: "payment_intent_unexpected_state" });
  });

  test("a capture above the held amount is refused", async () => {
    const { stripe } = await simulated();
    const held = await stripe.paymentIntents.create({
      ...SALE,
      payment_method: "pm_card_visa",
      capture_method: "manual",
      confirm: true,
    });
    const error = await refused(
      stripe.paymentIntents.capture(held.id, { amount_to_capture: 12_501 }),
    );
    expect(error).toMatchObject({ statusCode: 400, code: "amount_too_large" });
  });

  test("a canceled PaymentIntent can't be confirmed, a succeeded one can't be canceled", async () => {
    const { stripe } = await simulated();
    const open = await stripe.paymentIntents.create({ ...SALE });
    const canceled = await stripe.paymentIntents.cancel(open.id, {
      cancellation_reason: "abandoned",
    });
    expect([canceled.status, canceled.cancellation_reason]).toEqual(["canceled", "abandoned"]);
    const confirm = stripe.paymentIntents.confirm(open.id, { payment_method: "pm_card_visa" });
    expect((await refused(confirm)).code).toBe("payment_intent_unexpected_state");
    const paid = await stripe.paymentIntents.create({
      ...SALE,
      payment_method: "pm_card_visa",
      confirm: true,
    });
    expect((await refused(stripe.paymentIntents.cancel(paid.id))).code).toBe(
      "payment_intent_unexpected_state",
    );
  });

  test("a call that is refused half-way leaves nothing behind", async () => {
    const { stripe } = await simulated();
    const error = await refused(
      stripe.paymentIntents.create({
        ...SALE,
        payment_method: "pm_card_visa",
        confirm: true,
        automatic_payment_methods: { enabled: true },
      }),
    );
    expect([error.statusCode, error.param]).toEqual([400, "return_url"]);
    expect((await stripe.paymentIntents.list()).data).toHaveLength(0);
    expect((await stripe.events.list()).data).toHaveLength(0);
  });

  test("another customer's card is refused", async () => {
    const { stripe } = await simulated();
    const saved = await customerWith(stripe, "pm_card_visa");
    const other = await stripe.customers.create({});
    const error = await refused(
      stripe.paymentIntents.create({ ...SALE, ...saved, customer: other.id, confirm: true }),
    );
    expect(error).toMatchObject({ statusCode: 400, param: "payment_method" });
    expect((await stripe.paymentIntents.list()).data).toHaveLength(0);
  });

  test("a detached card can't be charged again", async () => {
    const { stripe } = await simulated();
    const saved = await customerWith(stripe, "pm_card_visa");
    await stripe.paymentMethods.detach(saved.payment_method);
    const error = await refused(stripe.paymentIntents.create({ ...SALE, ...saved, confirm: true }));
    expect(error.statusCode).toBe(400);
  });

  test("an open PaymentIntent is changed, one that is paid only in its notes", async () => {
    const { stripe } = await simulated();
    const open = await stripe.paymentIntents.create({ ...SALE, metadata: { a: "1" } });
    const changed = await stripe.paymentIntents.update(open.id, {
      amount: 20_000,
      payment_method: "pm_card_visa",
      metadata: { b: "2" },
    });
    expect(changed).toMatchObject({
      amount: 20_000,
      status: "requires_confirmation",
      metadata: { a: "1", b: "2" },
    });
    const paid = await stripe.paymentIntents.confirm(open.id);
    expect(paid.amount_received).toBe(20_000);
    const noted = await stripe.paymentIntents.update(open.id, { description: "Invoice 7" });
    expect(noted.description).toBe("Invoice 7");
    const error = await refused(stripe.paymentIntents.update(open.id, { amount: 1000 }));
    expect(error.code).toBe("payment_intent_unexpected_state");
  });

  test.each([
    ["confirm", "succeeded", null],
    ["fail", "requires_payment_method", "payment_intent_authentication_failure"],
  ])("the bank's answer can be given by control: %s", async (outcome, status, code) => {
    const { stripe, control } = await simulated();
    const asked = await stripe.paymentIntents.create({
      ...SALE,
      payment_method: "pm_card_authenticationRequired",
      confirm: true,
    });
    expect(asked.next_action?.type).toBe("use_stripe_sdk");
    await control(`POST payment_intents/${asked.id}/authenticate`, { outcome });
    const after = await stripe.paymentIntents.retrieve(asked.id);
    expect([after.status, after.last_payment_error?.code ?? null]).toEqual([status, code]);
  });

  test("a card that was renewed by its network tells so", async () => {
    const { stripe, control } = await simulated();
    const { payment_method } = await customerWith(stripe, "pm_card_visa");
    await control(`POST payment_methods/${payment_method}/renew`, { exp_month: 3, exp_year: 2040 });
    const method = await stripe.paymentMethods.retrieve(payment_method);
    expect([method.card?.exp_month, method.card?.exp_year]).toEqual([3, 2040]);
    const type = "payment_method.automatically_updated";
    expect((await stripe.events.list({ type })).data).toHaveLength(1);
  });

  test("a payment that saves its card attaches it to the customer", async () => {
    const { stripe } = await simulated();
    const customer = (await stripe.customers.create({})).id;
    await stripe.paymentIntents.create({
      ...SALE,
      customer,
      payment_method: "pm_card_visa",
      setup_future_usage: "off_session",
      confirm: true,
    });
    expect((await stripe.customers.listPaymentMethods(customer)).data).toHaveLength(1);
  });

  test.each([
    ["below the minimum", { amount: 299, currency: "sek" }, "amount_too_small"],
    ["more than eight digits", { amount: 100_000_000, currency: "sek" }, "amount_too_large"],
    ["with decimals", { amount: 10.5, currency: "sek" }, "parameter_invalid_integer"],
    [
      "three-decimal currency not ending in 0",
      { amount: 1001, currency: "kwd" },
      "parameter_invalid_integer",
    ],
    ["ISK with minor units", { amount: 1050, currency: "isk" }, "parameter_invalid_integer"],
  ])("refuses an amount %s", async (_name, money, code) => {
    const { stripe } = await simulated();
    const error = await refused(stripe.paymentIntents.create(money));
    expect([error.statusCode, error.code]).toEqual([400, code]);
  });
});
