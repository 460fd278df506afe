import { describe, expect, test } from "vitest";
import type Stripe from "stripe";
import { idOf, refused, simulated } from "./test-kit";

async function begun(stripe: Stripe) {
  const customer = (await stripe.customers.create({})).id;
  const setup = await stripe.setupIntents.create({ customer, usage: "off_session" });
  return { customer, setup };
}

describe("SetupIntents", () => {
  test("wait for a method, then save it to the customer", async () => {
    const { stripe } = await simulated();
    const { customer, setup } = await begun(stripe);
    expect(setup.status).toBe("requires_payment_method");
    const done = await stripe.setupIntents.confirm(setup.id, { payment_method: "pm_card_visa" });
    expect(done.status).toBe("succeeded");
    const [method] = (await stripe.customers.listPaymentMethods(customer)).data;
    expect(method?.id).toBe(idOf(done.payment_method));
    const again = await refused(
      stripe.setupIntents.confirm(setup.id, { payment_method: "pm_card_visa" }),
    );
    expect(again.code).toBe("setup_intent_unexpected_state");
  });

  test("can't be confirmed without a method", async () => {
    const { stripe } = await simulated();
    const { setup } = await begun(stripe);
    const error = await refused(stripe.setupIntents.confirm(setup.id));
    expect([error.statusCode, error.code]).toEqual([400, "setup_intent_unexpected_state"]);
  });

  test("that are declined answer 402 with the SetupIntent, and take another card", async () => {
    const { stripe } = await simulated();
    const { customer, setup } = await begun(stripe);
    const error = await refused(
      stripe.setupIntents.confirm(setup.id, {
        payment_method: "pm_card_chargeDeclinedInsufficientFunds",
      }),
    );
    expect(error).toMatchObject({
      statusCode: 402,
      code: "card_declined",
      decline_code: "insufficient_funds",
      setup_intent: { id: setup.id, status: "requires_payment_method" },
    });
    expect((await stripe.customers.listPaymentMethods(customer)).data).toHaveLength(0);
    const done = await stripe.setupIntents.confirm(setup.id, { payment_method: "pm_card_visa" });
    expect([done.status, done.last_setup_error]).toEqual(["succeeded", null]);
  });

  test.each([
    ["confirm", "succeeded", 1],
    ["fail", "requires_payment_method", 0],
  ])("ask the card holder, who may %s", async (outcome, status, savedMethods) => {
    const { stripe, control } = await simulated();
    const { customer, setup } = await begun(stripe);
    const asked = await stripe.setupIntents.confirm(setup.id, {
      payment_method: "pm_card_authenticationRequired",
    });
    expect(asked.status).toBe("requires_action");
    expect((await stripe.customers.listPaymentMethods(customer)).data).toHaveLength(0);
    await control(`POST setup_intents/${setup.id}/authenticate`, { outcome });
    expect((await stripe.setupIntents.retrieve(setup.id)).status).toBe(status);
    expect((await stripe.customers.listPaymentMethods(customer)).data).toHaveLength(savedMethods);
  });

  test("are canceled while open, and not after", async () => {
    const { stripe } = await simulated();
    const { setup } = await begun(stripe);
    const params = { cancellation_reason: "abandoned" as const };
    const canceled = await stripe.setupIntents.cancel(setup.id, params);
    expect([canceled.status, canceled.cancellation_reason]).toEqual(["canceled", "abandoned"]);
    const error = await refused(stripe.setupIntents.cancel(setup.id, params));
    expect(error.code).toBe("setup_intent_unexpected_state");
  });

  test("of a Checkout page in euros save a bank account with its mandate", async () => {
    const { stripe } = await simulated();
    const customer = (await stripe.customers.create({})).id;
    const session = await stripe.checkout.sessions.create({
      mode: "setup",
      currency: "eur",
      allowed_payment_method_types: ["card", "sepa_debit"],
      customer,
      success_url: "http://localhost:3000/done",
    });
    const form = { number: "AT61 1904 3002 3457 3201", expiry: "12/34", cvc: "123" };
    const body = new URLSearchParams(form);
    await fetch(session.url ?? "", { method: "POST", body, redirect: "manual" });
    const done = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ["setup_intent.mandate"],
    });
    expect(done).toMatchObject({
      status: "complete",
      setup_intent: { status: "succeeded", mandate: { status: "active", type: "multi_use" } },
    });
    const paid = await stripe.paymentIntents.create({
      amount: 5000,
      currency: "eur",
      customer,
      payment_method: idOf((done.setup_intent as Stripe.SetupIntent).payment_method),
      off_session: true,
      confirm: true,
    });
    expect(paid.status).toBe("processing");
  });
});
