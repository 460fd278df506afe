import { describe, expect, test } from "vitest";
import type Stripe from "stripe";
import { idOf, refused, simulated } from "./test-kit";

const SALE = { amount: 12_500, currency: "sek" } as const;
const DAY_S = 86_400;

type Control = Awaited<ReturnType<typeof simulated>>["control"];

async function charged(stripe: Stripe, name = "pm_card_visa") {
  const intent = await stripe.paymentIntents.create({
    ...SALE,
    payment_method: name,
    confirm: true,
    capture_method: "automatic",
  });
  return { intent: intent.id, charge: idOf(intent.latest_charge) };
}

async function disputed(stripe: Stripe, control: Control, name: string) {
  const sale = await charged(stripe, name);
  await control("POST settle", {});
  const [dispute] = (await stripe.disputes.list({ charge: sale.charge })).data;
  return { ...sale, dispute: dispute?.id ?? "" };
}

async function typesOf(stripe: Stripe, wanted: string): Promise<string[]> {
  return (await stripe.events.list({ type: wanted })).data.toReversed().map((event) => event.type);
}

/** Gross movement and fee of each balance transaction of an object, oldest first. */
async function moved(stripe: Stripe, source: string) {
  const { data } = await stripe.balanceTransactions.list({ source });
  return data.toReversed().map((row) => [row.reporting_category, row.amount, row.fee]);
}

describe("a dispute", () => {
  test("takes amount and fee at once, and tells so", async () => {
    const { stripe, control } = await simulated();
    const { dispute } = await disputed(stripe, control, "pm_card_createDispute");
    expect(await moved(stripe, dispute)).toEqual([["dispute", -12_500, 15_000]]);
    expect(await typesOf(stripe, "charge.dispute.*")).toEqual([
      "charge.dispute.created",
      "charge.dispute.funds_withdrawn",
    ]);
  });

  test("that nobody answers is lost when its time is over", async () => {
    const { stripe, control } = await simulated();
    const { dispute } = await disputed(stripe, control, "pm_card_createDispute");
    await control("POST clock", { advance_s: 15 * DAY_S });
    expect((await stripe.disputes.retrieve(dispute)).status).toBe("lost");
    expect((await typesOf(stripe, "charge.dispute.*")).at(-1)).toBe("charge.dispute.closed");
  });

  test("that is won gives the amount back, not the fee, and is told in order", async () => {
    const { stripe, control } = await simulated();
    const { dispute, intent } = await disputed(stripe, control, "pm_card_createDispute");
    const answered = await stripe.disputes.update(dispute, {
      evidence: { product_description: "kWh" },
    });
    expect(answered.status).toBe("under_review");
    await control("POST clock", { advance_s: 30 * DAY_S });
    expect((await stripe.disputes.retrieve(dispute)).status).toBe("under_review");
    await control(`POST disputes/${dispute}/decide`, { won: true });
    expect(await moved(stripe, dispute)).toEqual([
      ["dispute", -12_500, 15_000],
      ["dispute_reversal", 12_500, 0],
    ]);
    expect((await typesOf(stripe, "charge.dispute.*")).slice(-2)).toEqual([
      "charge.dispute.funds_reinstated",
      "charge.dispute.closed",
    ]);
    expect((await stripe.refunds.create({ payment_intent: intent })).amount).toBe(12_500);
  });

  test("of a charge refunded in part is about the rest", async () => {
    const { stripe, control } = await simulated();
    const { charge } = await charged(stripe);
    await stripe.refunds.create({ charge, amount: 2500 });
    expect((await control("POST disputes", { charge }))["amount"]).toBe(10_000);
  });

  test("of a charge refunded in full takes the money a second time", async () => {
    const { stripe, control } = await simulated();
    const { charge, intent } = await charged(stripe);
    await stripe.refunds.create({ charge });
    const dispute = await control("POST disputes", { payment_intent: intent, reason: "duplicate" });
    expect(dispute).toMatchObject({
      amount: 12_500,
      reason: "duplicate",
      status: "needs_response",
    });
  });

  test("can get a status that nobody knows yet", async () => {
    const { stripe, control } = await simulated();
    const { dispute } = await disputed(stripe, control, "pm_card_createDispute");
    await control(`POST disputes/${dispute}/status`, { status: "of_a_later_version" });
    expect((await stripe.disputes.retrieve(dispute)).status).toBe("of_a_later_version");
    expect(await typesOf(stripe, "charge.dispute.updated")).toHaveLength(1);
  });

  test("that is closed stays as it is", async () => {
    const { stripe, control } = await simulated();
    const { dispute } = await disputed(stripe, control, "pm_card_createDispute");
    await stripe.disputes.close(dispute);
    expect((await refused(stripe.disputes.close(dispute))).code).toBe("dispute_already_closed");
    await expect(control(`POST disputes/${dispute}/decide`, { won: true })).rejects.toThrow(
      /closed/,
    );
    expect(await moved(stripe, dispute)).toHaveLength(1);
  });
});

describe("an inquiry", () => {
  test("takes no money, and a refund of the whole charge ends it", async () => {
    const { stripe, control } = await simulated();
    const { dispute, charge } = await disputed(stripe, control, "pm_card_createDisputeInquiry");
    expect((await stripe.disputes.retrieve(dispute)).status).toBe("warning_needs_response");
    expect(await moved(stripe, dispute)).toEqual([]);
    await stripe.refunds.create({ charge });
    expect((await stripe.disputes.retrieve(dispute)).status).toBe("warning_closed");
  });

  test("ends by itself after 120 days, and the charge can still be refunded", async () => {
    const { stripe, control } = await simulated();
    const { dispute, charge } = await disputed(stripe, control, "pm_card_createDisputeInquiry");
    await control("POST clock", { advance_s: 121 * DAY_S });
    expect((await stripe.disputes.retrieve(dispute)).status).toBe("warning_closed");
    expect((await stripe.refunds.create({ charge })).amount).toBe(12_500);
  });

  test("can become a chargeback, which takes the money", async () => {
    const { stripe, control } = await simulated();
    const { dispute, charge } = await disputed(stripe, control, "pm_card_createDisputeInquiry");
    await control(`POST disputes/${dispute}/escalate`, {});
    expect(await moved(stripe, dispute)).toEqual([["dispute", -12_500, 15_000]]);
    expect(await typesOf(stripe, "charge.dispute.funds_withdrawn")).toHaveLength(1);
    expect((await refused(stripe.refunds.create({ charge }))).code).toBe("charge_disputed");
  });
});

describe("an early fraud warning", () => {
  test("comes by the test card and by control, and is over once the charge is refunded", async () => {
    const { stripe, control } = await simulated();
    const { charge } = await charged(stripe, "pm_card_createIssuerFraudRecord");
    await control("POST settle", {});
    const [warning] = (await stripe.radar.earlyFraudWarnings.list({ charge })).data;
    expect(warning).toMatchObject({ actionable: true, charge, fraud_type: "misc" });
    await stripe.refunds.create({ charge });
    const after = await stripe.radar.earlyFraudWarnings.retrieve(warning?.id ?? "");
    expect(after.actionable).toBe(false);
    const other = await charged(stripe);
    await control("POST early_fraud_warnings", {
      charge: other.charge,
      fraud_type: "made_with_lost_card",
    });
    expect(await typesOf(stripe, "radar.*")).toEqual([
      "radar.early_fraud_warning.created",
      "radar.early_fraud_warning.updated",
      "radar.early_fraud_warning.created",
    ]);
  });
});
