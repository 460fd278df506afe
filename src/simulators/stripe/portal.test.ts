import { describe, expect, test } from "vitest";
import { customerWith, refused, simulated } from "./test-kit";

const RETURN_URL = "http://localhost:3000/account";

async function send(url: string, form: Record<string, string>) {
  return fetch(url, { method: "POST", body: new URLSearchParams(form), redirect: "manual" });
}

describe("the billing portal", () => {
  test("shows what the customer saved, and removes it or charges it first", async () => {
    const { stripe } = await simulated();
    const saved = await customerWith(stripe, "pm_card_visa");
    const other = await stripe.paymentMethods.attach("pm_card_mastercard", {
      customer: saved.customer,
    });
    const session = await stripe.billingPortal.sessions.create({
      customer: saved.customer,
      return_url: RETURN_URL,
    });
    const page = await (await fetch(session.url)).text();
    expect(page).toContain("visa •••• 4242");
    expect(page).toContain(`href="${RETURN_URL}"`);
    const first = await send(session.url, { method: other.id, verb: "default" });
    expect(first.status).toBe(303);
    expect(await stripe.customers.retrieve(saved.customer)).toMatchObject({
      invoice_settings: { default_payment_method: other.id },
    });
    await send(session.url, { method: saved.payment_method, verb: "remove" });
    const left = (await stripe.customers.listPaymentMethods(saved.customer)).data;
    expect(left.map((method) => method.id)).toEqual([other.id]);
    expect((await stripe.events.list({ type: "payment_method.detached" })).data).toHaveLength(1);
  });

  test("opens with the whole secret only, for an hour, and for its own customer's methods", async () => {
    const { stripe, control } = await simulated();
    const saved = await customerWith(stripe, "pm_card_visa");
    const stranger = await customerWith(stripe, "pm_card_visa");
    const session = await stripe.billingPortal.sessions.create({ customer: saved.customer });
    expect((await fetch(session.url.slice(0, -4))).status).toBe(404);
    const foreign = await send(session.url, { method: stranger.payment_method, verb: "remove" });
    expect(foreign.status).toBe(400);
    expect((await stripe.customers.listPaymentMethods(stranger.customer)).data).toHaveLength(1);
    await control("POST clock", { advance: "PT2H" });
    expect((await fetch(session.url)).status).toBe(404);
  });

  test("needs a customer that exists, and an address that is one", async () => {
    const { stripe } = await simulated();
    const nobody = await refused(stripe.billingPortal.sessions.create({ customer: "cus_none" }));
    expect([nobody.statusCode, nobody.param]).toEqual([400, "customer"]);
    const customer = (await stripe.customers.create({})).id;
    const script = stripe.billingPortal.sessions.create({ customer, return_url: "javascript:1" });
    expect((await refused(script)).param).toBe("return_url");
  });
});

describe("test clocks", () => {
  const FROZEN_S = Date.UTC(2026, 0, 1) / 1000;

  test("date the customers made in them, go forward only, and take them along when deleted", async () => {
    const { stripe, control } = await simulated();
    const { testClocks } = stripe.testHelpers;
    const clock = await testClocks.create({ frozen_time: FROZEN_S, name: "Year" });
    const inside = await stripe.customers.create({ test_clock: clock.id });
    const outside = await stripe.customers.create({});
    expect([inside.created, inside.test_clock]).toEqual([FROZEN_S, clock.id]);
    const listed = async (params = {}) =>
      (await stripe.customers.list(params)).data.map((row) => row.id);
    expect(await listed()).toEqual([outside.id]);
    expect(await listed({ test_clock: clock.id })).toEqual([inside.id]);

    const moving = await testClocks.advance(clock.id, { frozen_time: FROZEN_S + 86_400 });
    expect(moving.status).toBe("advancing");
    await control("POST clock", { advance_s: 5 });
    expect(await testClocks.retrieve(clock.id)).toMatchObject({
      status: "ready",
      frozen_time: FROZEN_S + 86_400,
    });
    const back = await refused(testClocks.advance(clock.id, { frozen_time: FROZEN_S }));
    expect(back.param).toBe("frozen_time");

    await testClocks.del(clock.id);
    expect(await stripe.customers.retrieve(inside.id)).toMatchObject({ deleted: true });
    expect((await refused(testClocks.retrieve(clock.id))).statusCode).toBe(404);
    const told = (await stripe.events.list({ type: "test_helpers.*" })).data;
    expect(told.toReversed().map((event) => event.type)).toEqual([
      "test_helpers.test_clock.created",
      "test_helpers.test_clock.advancing",
      "test_helpers.test_clock.ready",
      "test_helpers.test_clock.deleted",
    ]);
  });
});
