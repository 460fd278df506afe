import { describe, expect, test } from "vitest";
import type Stripe from "stripe";
import { idOf, refused, simulated } from "./test-kit";

const SALE = { amount: 12_500, currency: "sek" } as const;

describe("refunds", () => {
  async function paid(stripe: Stripe, name = "pm_card_visa") {
    return stripe.paymentIntents.create({
      ...SALE,
      payment_method: name,
      confirm: true,
      capture_method: "automatic",
    });
  }

  test("two partial refunds add up, a third beyond the charge is refused", async () => {
    const { stripe } = await simulated();
    const intent = await paid(stripe);
    await stripe.refunds.create({ payment_intent: intent.id, amount: 10_000 });
    const tooMuch = stripe.refunds.create({ payment_intent: intent.id, amount: 2501 });
    expect((await refused(tooMuch)).param).toBe("amount");
    await stripe.refunds.create({ payment_intent: intent.id });
    const charge = await stripe.charges.retrieve(idOf(intent.latest_charge));
    expect([charge.amount_refunded, charge.refunded]).toEqual([12_500, true]);
    const again = await refused(stripe.refunds.create({ payment_intent: intent.id }));
    expect(again.code).toBe("charge_already_refunded");
  });

  test("a refund that fails later gives the money back and says so", async () => {
    const { stripe, control } = await simulated();
    const intent = await paid(stripe, "pm_card_refundFail");
    const refund = await stripe.refunds.create({ payment_intent: intent.id });
    expect(refund.status).toBe("succeeded");
    await control("POST clock", { advance_s: 4 * 86_400 });
    const later = await stripe.refunds.retrieve(refund.id);
    expect([later.status, later.failure_reason]).toEqual(["failed", "expired_or_canceled_card"]);
    expect((await stripe.events.list({ type: "refund.failed" })).data).toHaveLength(1);
    const charge = await stripe.charges.retrieve(idOf(intent.latest_charge));
    expect(charge.amount_refunded).toBe(0);
  });

  test("a slow refund is pending, then succeeds", async () => {
    const { stripe, control } = await simulated();
    const intent = await paid(stripe, "pm_card_pendingRefund");
    const refund = await stripe.refunds.create({ payment_intent: intent.id });
    expect(refund.status).toBe("pending");
    await control("POST clock", { advance_s: 86_400 });
    expect((await stripe.refunds.retrieve(refund.id)).status).toBe("succeeded");
  });
});

describe("disputes", () => {
  test("a disputed charge loses its money and can't be refunded", async () => {
    const { stripe, control } = await simulated();
    const intent = await stripe.paymentIntents.create({
      ...SALE,
      payment_method: "pm_card_createDispute",
      confirm: true,
    });
    await control("POST settle", {});
    const [dispute] = (await stripe.disputes.list({ payment_intent: intent.id })).data;
    expect(dispute).toMatchObject({
      status: "needs_response",
      reason: "fraudulent",
      amount: 12_500,
    });
    expect(dispute?.balance_transactions[0]).toMatchObject({ amount: -12_500, fee: 15_000 });
    const error = await refused(stripe.refunds.create({ payment_intent: intent.id }));
    expect(error.code).toBe("charge_disputed");
    const closed = await stripe.disputes.close(dispute?.id ?? "");
    expect(closed.status).toBe("lost");
  });

  test("winning evidence brings the money back", async () => {
    const { stripe, control } = await simulated();
    await stripe.paymentIntents.create({
      ...SALE,
      payment_method: "pm_card_createDispute",
      confirm: true,
    });
    await control("POST settle", {});
    const [dispute] = (await stripe.disputes.list()).data;
    const won = await stripe.disputes.update(dispute?.id ?? "", {
      evidence: { uncategorized_text: "winning_evidence" },
    });
    expect(won.status).toBe("won");
    expect(won.balance_transactions.map((row) => row.amount)).toEqual([-12_500, 12_500]);
  });
});

describe("SEPA direct debit", () => {
  async function debited(stripe: Stripe, iban: string) {
    const method = await stripe.paymentMethods.create({
      type: "sepa_debit",
      sepa_debit: { iban },
      billing_details: { name: "Jonas Berg", email: "jonas@kvitt.example" },
    });
    return stripe.paymentIntents.create({
      amount: 5000,
      currency: "eur",
      payment_method: method.id,
      allowed_payment_method_types: ["sepa_debit"],
      mandate_data: { customer_acceptance: { type: "offline" } },
      confirm: true,
    });
  }

  test.each([
    ["AT611904300234573201", "succeeded"],
    ["AT861904300235473202", "requires_payment_method"],
  ])("%s is processing for days and ends as %s", async (iban, outcome) => {
    const { stripe, control } = await simulated();
    const intent = await debited(stripe, iban);
    expect(intent.status).toBe("processing");
    await control("POST clock", { advance_s: 4 * 86_400 });
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe("processing");
    await control("POST clock", { advance_s: 86_400 });
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe(outcome);
  });

  test("a debit that succeeded can come back weeks later", async () => {
    const { stripe, control } = await simulated();
    const intent = await debited(stripe, "AT591904300235473203");
    await control("POST clock", { advance_s: 6 * 86_400 });
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe("succeeded");
    await control("POST clock", { advance_s: 20 * 86_400 });
    expect((await stripe.disputes.list({ payment_intent: intent.id })).data).toHaveLength(1);
  });
});
