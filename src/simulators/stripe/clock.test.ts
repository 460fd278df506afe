import { describe, expect, test } from "vitest";
import Stripe from "stripe";
import { settingsFrom } from "./settings";
import { receiver, simulated } from "./test-kit";

const SECRET = "whsec_clock";
const START_S = Date.UTC(2026, 9, 31, 12) / 1000;

describe("the simulated clock", () => {
  test("moves by a length of the calendar, in a time zone", async () => {
    const { control } = await simulated({ startAtMs: START_S * 1000 });
    const at = async (input: object) =>
      new Date(Number((await control("POST clock", input))["now_ms"])).toISOString();
    expect(await at({ advance: "P1M" })).toBe("2026-11-30T12:00:00.000Z");
    expect(await at({ advance: "P1D" })).toBe("2026-12-01T12:00:00.000Z");
    expect(await at({ now: Date.UTC(2027, 2, 27, 12) / 1000 })).toBe("2027-03-27T12:00:00.000Z");
    // The night in which the clocks of Stockholm go forward has 23 hours.
    expect(await at({ advance: "P1D", time_zone: "Europe/Stockholm" })).toBe(
      "2027-03-28T11:00:00.000Z",
    );
  });

  test.each([
    [{ advance_s: -1 }, /go back/],
    [{ now: START_S - 1 }, /go back/],
    [{ advance: "soon" }, /./],
    [{ advance: "P1D", advance_s: 5 }, /Give one of/],
    [{ forward: 1 }, /Unknown field/],
  ])("refuses %j", async (input, message) => {
    const { control } = await simulated({ startAtMs: START_S * 1000 });
    await expect(control("POST clock", input)).rejects.toThrow(message);
    expect((await control("GET clock"))["now"]).toBe(START_S);
  });

  test("lets everything due in between happen in order, each at its own time", async () => {
    const { stripe, control } = await simulated({ startAtMs: START_S * 1000, payouts: "daily" });
    const method = await stripe.paymentMethods.create({
      type: "sepa_debit",
      sepa_debit: { iban: "AT591904300235473203" },
      billing_details: { name: "Jonas Berg", email: "jonas@kvitt.example" },
    });
    await stripe.paymentIntents.create({
      amount: 5000,
      currency: "eur",
      payment_method: method.id,
      mandate_data: { customer_acceptance: { type: "offline" } },
      confirm: true,
    });
    await control("POST clock", { advance: "P26D" });
    const events = (await stripe.events.list({ limit: 100 })).data.toReversed();
    const DAY_S = 86_400;
    const days = events.map((event) => [event.type, (event.created - START_S) / DAY_S]);
    expect(days).toEqual([
      ["payment_intent.created", 0],
      ["charge.pending", 0],
      ["payment_intent.processing", 0],
      ["charge.succeeded", 5],
      ["payment_intent.succeeded", 5],
      // The beginning of a day, then six o'clock.
      ["balance.available", 6.5],
      ["payout.created", 6.75],
      ["payout.paid", 8.75],
      ["payout.reconciliation_completed", 8.75],
      ["charge.updated", 25],
      ["charge.dispute.created", 25],
      ["charge.dispute.funds_withdrawn", 25],
      ["charge.dispute.closed", 25],
    ]);
  });

  test("can start ahead of the real one: objects and signatures bear the simulated time", async () => {
    const hook = await receiver();
    const ahead = 40 * 86_400;
    const { stripe, control } = await simulated({
      clockOffsetS: ahead,
      webhook: { url: hook.url, secret: SECRET },
    });
    const customer = await stripe.customers.create({});
    const expected = Math.floor(Date.now() / 1000) + ahead;
    expect(Math.abs(customer.created - expected)).toBeLessThan(5);
    await control("POST settle", {});
    const [sent] = hook.received;
    const stamp = Number(/t=(\d+)/.exec(sent?.signature ?? "")?.[1]);
    expect(Math.abs(stamp - expected)).toBeLessThan(5);
    // A receiver on the same simulated time takes it; one that is a day further on does not.
    const verify = (receivedAtMs: number) =>
      Stripe.webhooks.constructEvent(
        sent?.body ?? "",
        sent?.signature ?? "",
        SECRET,
        300,
        undefined,
        receivedAtMs,
      );
    expect(verify((stamp + 299) * 1000).type).toBe("customer.created");
    expect(() => verify((stamp + 86_400) * 1000)).toThrow(/tolerance/);
  });

  test("signatures bear the real time when that is asked for", async () => {
    const hook = await receiver();
    const { stripe, control } = await simulated({
      clockOffsetS: 40 * 86_400,
      signatureTime: "real",
      webhook: { url: hook.url, secret: SECRET },
    });
    await stripe.customers.create({});
    await control("POST settle", {});
    const stamp = Number(/t=(\d+)/.exec(hook.received[0]?.signature ?? "")?.[1]);
    expect(Math.abs(stamp - Date.now() / 1000)).toBeLessThan(5);
  });

  test("what a webhook's receiver does in answer happens within the same move", async () => {
    const { stripe, control } = await simulated({ startAtMs: START_S * 1000 });
    const refunds: Promise<unknown>[] = [];
    const hook = await receiver([], (body) => {
      const event = JSON.parse(body) as { type: string; data: { object: { charge: string } } };
      if (event.type !== "radar.early_fraud_warning.created") return;
      refunds.push(stripe.refunds.create({ charge: event.data.object.charge }));
    });
    await stripe.webhookEndpoints.create({ url: hook.url, enabled_events: ["*"] });
    await stripe.paymentIntents.create({
      amount: 5000,
      currency: "sek",
      payment_method: "pm_card_createIssuerFraudRecord",
      confirm: true,
      capture_method: "automatic",
    });
    await control("POST clock", { advance: "P1D" });
    await Promise.all(refunds);
    await control("POST settle", {});
    expect(hook.types()).toContain("charge.refunded");
  });
});

describe("the environment", () => {
  test("sets the clock ahead, the signatures' time and daily payouts", () => {
    const settings = settingsFrom({
      STRIPE_SIM_CLOCK_OFFSET_S: "86400",
      STRIPE_SIM_SIGNATURE_TIME: "real",
      STRIPE_SIM_PAYOUTS: "daily",
    });
    expect(settings).toMatchObject({
      clockOffsetS: 86_400,
      signatureTime: "real",
      payouts: "daily",
    });
  });

  test.each([
    [{ STRIPE_SIM_CLOCK_OFFSET_S: "-5" }],
    [{ STRIPE_SIM_CLOCK_OFFSET_S: "tomorrow" }],
    [{ STRIPE_SIM_SIGNATURE_TIME: "mine" }],
    [{ STRIPE_SIM_PAYOUTS: "hourly" }],
  ])("refuses %j", (environment) => {
    expect(() => settingsFrom(environment)).toThrow(/must be/);
  });
});
