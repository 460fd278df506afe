import { describe, expect, test } from "vitest";
import type Stripe from "stripe";
import { idOf, refused, simulated } from "./test-kit";

const MANDATE = { customer_acceptance: { type: "offline" } } as const;

async function savedDebit(stripe: Stripe, iban = "AT611904300234573201") {
  const customer = (await stripe.customers.create({})).id;
  const method = await stripe.paymentMethods.create({
    type: "sepa_debit",
    sepa_debit: { iban },
    billing_details: { name: "Jonas Berg", email: "jonas@kvitt.example" },
  });
  const setup = await stripe.setupIntents.create({
    customer,
    payment_method: method.id,
    allowed_payment_method_types: ["sepa_debit"],
    mandate_data: MANDATE,
    confirm: true,
  });
  return { customer, payment_method: method.id, mandate: idOf(setup.mandate) };
}

async function debited(stripe: Stripe, saved: { customer: string; payment_method: string }) {
  const { customer, payment_method } = saved;
  return stripe.paymentIntents.create({
    amount: 5000,
    currency: "eur",
    customer,
    payment_method,
    off_session: true,
    confirm: true,
  });
}

describe("a SEPA direct debit", () => {
  test("that succeeded is returned after twenty days: a dispute that is lost at once", async () => {
    const { stripe, control } = await simulated();
    const intent = await debited(stripe, await savedDebit(stripe, "AT591904300235473203"));
    await control("POST clock", { advance: "P5D" });
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe("succeeded");
    await control("POST clock", { advance: "P19D" });
    expect((await stripe.disputes.list({ payment_intent: intent.id })).data).toHaveLength(0);
    await control("POST clock", { advance: "P1D" });
    const [returned] = (await stripe.disputes.list({ payment_intent: intent.id })).data;
    expect(returned).toMatchObject({
      status: "lost",
      reason: "insufficient_funds",
      amount: 5000,
      payment_method_details: { type: "sepa_debit" },
      balance_transactions: [{ amount: -5000, fee: 1500 }],
    });
    const told = (await stripe.events.list({ type: "charge.dispute.*" })).data;
    expect(told.toReversed().map((event) => event.type)).toEqual([
      "charge.dispute.created",
      "charge.dispute.funds_withdrawn",
      "charge.dispute.closed",
    ]);
    expect((await refused(stripe.disputes.close(returned?.id ?? ""))).statusCode).toBe(400);
    // What was paid and then returned stays a succeeded payment, with a disputed charge.
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe("succeeded");
  });

  test("is concluded and returned when a control says so, on any day", async () => {
    const { stripe, control } = await simulated();
    const saved = await savedDebit(stripe);
    const paid = await debited(stripe, saved);
    await control("POST clock", { advance: "P3D" });
    await control(`POST payment_intents/${paid.id}/debit`, { outcome: "succeeded" });
    expect((await stripe.paymentIntents.retrieve(paid.id)).status).toBe("succeeded");
    await control("POST clock", { advance: "P55D" });
    const reason = "debit_not_authorized";
    await control(`POST payment_intents/${paid.id}/debit`, { outcome: "returned", reason });
    const [dispute] = (await stripe.disputes.list({ payment_intent: paid.id })).data;
    expect([dispute?.reason, dispute?.created]).toEqual([reason, expect.any(Number)]);

    const refusedLater = await debited(stripe, saved);
    const code = "bank_account_restricted";
    await control(`POST payment_intents/${refusedLater.id}/debit`, {
      outcome: "failed",
      reason: code,
    });
    // The outcome that was planned finds nothing left to conclude.
    await control("POST clock", { advance: "P10D" });
    const after = await stripe.paymentIntents.retrieve(refusedLater.id, {
      expand: ["latest_charge"],
    });
    expect(after).toMatchObject({
      status: "requires_payment_method",
      latest_charge: { status: "failed", failure_code: code, balance_transaction: null },
    });
  });

  test("needs an active mandate, and takes a new one in place of a revoked one", async () => {
    const { stripe, control } = await simulated();
    const saved = await savedDebit(stripe);
    await control(`POST mandates/${saved.mandate}/inactive`, {});
    const [told] = (await stripe.events.list({ type: "mandate.updated" })).data;
    expect(told?.data).toMatchObject({
      object: { id: saved.mandate, status: "inactive" },
      previous_attributes: { status: "active" },
    });
    const error = await refused(debited(stripe, saved));
    expect([error.statusCode, error.code]).toEqual([400, "payment_intent_mandate_invalid"]);
    const setup = await stripe.setupIntents.create({
      customer: saved.customer,
      payment_method: saved.payment_method,
      allowed_payment_method_types: ["sepa_debit"],
      mandate_data: MANDATE,
      confirm: true,
    });
    expect(idOf(setup.mandate)).not.toBe(saved.mandate);
    expect((await debited(stripe, saved)).status).toBe("processing");
  });

  test("ends with its payment method: detaching revokes the mandate", async () => {
    const { stripe } = await simulated();
    const saved = await savedDebit(stripe);
    await stripe.paymentMethods.detach(saved.payment_method);
    expect((await stripe.mandates.retrieve(saved.mandate)).status).toBe("inactive");
  });

  test("on its way can be neither canceled nor confirmed again", async () => {
    const { stripe } = await simulated();
    const intent = await debited(stripe, await savedDebit(stripe));
    for (const attempt of [
      stripe.paymentIntents.cancel(intent.id),
      stripe.paymentIntents.confirm(intent.id),
    ]) {
      expect((await refused(attempt)).code).toBe("payment_intent_unexpected_state");
    }
  });

  test("takes euros only", async () => {
    const { stripe } = await simulated();
    const types = { allowed_payment_method_types: ["sepa_debit" as const] };
    const error = await refused(
      stripe.paymentIntents.create({ amount: 5000, currency: "sek", ...types }),
    );
    expect(error.statusCode).toBe(400);
  });

  test("its refund is pending for a day", async () => {
    const { stripe, control } = await simulated();
    const intent = await debited(stripe, await savedDebit(stripe));
    await control("POST clock", { advance: "P5D" });
    const refund = await stripe.refunds.create({ payment_intent: intent.id });
    expect(refund.status).toBe("pending");
    await control("POST clock", { advance: "P1D" });
    expect((await stripe.refunds.retrieve(refund.id)).status).toBe("succeeded");
  });

  test("can be chosen on the hosted page, which asks for the mandate, and ends days later", async () => {
    const { stripe, control } = await simulated();
    const line = {
      price_data: { currency: "eur", unit_amount: 2500, product_data: { name: "Top-up" } },
    };
    const session = await stripe.checkout.sessions.create({
      mode: "payment",
      line_items: [{ ...line, quantity: 1 }],
      success_url: "http://localhost:3000/done",
    });
    expect(await (await fetch(session.url ?? "")).text()).toContain("you sign a SEPA mandate");
    const form = { card: "AT611904300234573201", expiry: "12/34", cvc: "123" };
    await fetch(session.url ?? "", {
      method: "POST",
      body: new URLSearchParams(form),
      redirect: "manual",
    });
    const waiting = await stripe.checkout.sessions.retrieve(session.id);
    expect([waiting.status, waiting.payment_status]).toEqual(["complete", "unpaid"]);
    await control("POST clock", { advance: "P5D" });
    const paid = await stripe.checkout.sessions.retrieve(session.id);
    expect(paid.payment_status).toBe("paid");
    const type = "checkout.session.async_payment_succeeded";
    expect((await stripe.events.list({ type })).data).toHaveLength(1);
  });
});
