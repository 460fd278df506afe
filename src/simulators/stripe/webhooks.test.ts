import { describe, expect, test } from "vitest";
import type Stripe from "stripe";
import { API_VERSION } from "./settings";
import { customerWith, receiver, refused, simulated } from "./test-kit";

const SECRET = "whsec_test_secret";

async function listening(statuses: number[] = [], settings = {}) {
  const hook = await receiver(statuses);
  const sim = await simulated({ webhook: { url: hook.url, secret: SECRET }, ...settings });
  return { ...sim, hook };
}

describe("events", () => {
  test("a payment tells its steps in order, with version and request", async () => {
    const { stripe, control } = await simulated();
    const saved = await customerWith(stripe, "pm_card_visa");
    await stripe.paymentIntents.create(
      { amount: 5000, currency: "sek", ...saved, confirm: true, capture_method: "automatic" },
      { idempotencyKey: "pay-1" },
    );
    await control("POST settle", {});
    const { data } = await stripe.events.list();
    expect(data.toReversed().map((event) => event.type)).toEqual([
      "customer.created",
      "payment_method.attached",
      "payment_intent.created",
      "charge.succeeded",
      "payment_intent.succeeded",
    ]);
    expect(data[0]).toMatchObject({
      api_version: API_VERSION,
      livemode: false,
      request: { id: expect.stringMatching(/^req_/), idempotency_key: "pay-1" },
    });
  });

  test("an event holds the object as it was then", async () => {
    const { stripe } = await simulated();
    const made = await stripe.customers.create({ name: "A" });
    await stripe.customers.update(made.id, { name: "B" });
    const [event] = (await stripe.events.list({ type: "customer.created" })).data;
    expect(event?.data.object).toMatchObject({ name: "A" });
  });

  test("are gone after 30 days", async () => {
    const { stripe, control } = await simulated();
    await stripe.customers.create({});
    await control("POST clock", { advance_s: 31 * 86_400 });
    expect((await stripe.events.list()).data).toHaveLength(0);
  });

  test("are filtered by a group of types", async () => {
    const { stripe } = await simulated();
    const customer = await stripe.customers.create({});
    await stripe.customers.update(customer.id, { name: "A" });
    await stripe.paymentIntents.create({ amount: 5000, currency: "sek" });
    expect((await stripe.events.list({ type: "customer.*" })).data).toHaveLength(2);
    const both = stripe.events.list({ type: "customer.*", types: ["customer.created"] });
    expect((await refused(both)).param).toBe("types");
    const types = Array.from({ length: 21 }, (_, index) => `customer.${index}`);
    expect((await refused(stripe.events.list({ types }))).param).toBe("types");
  });

  test("are the same by id and in the list, newest first, page by page", async () => {
    const { stripe } = await simulated();
    for (let index = 0; index < 5; index += 1) await stripe.customers.create({ name: `${index}` });
    const ids: string[] = [];
    for await (const event of stripe.events.list({ limit: 2 })) ids.push(event.id);
    expect(new Set(ids).size).toBe(5);
    const newest = await stripe.events.retrieve(ids[0] ?? "");
    expect(newest.data.object).toMatchObject({ name: "4" });
  });

  test("of a type that nobody knows can be made", async () => {
    const { stripe, control, hook } = await listening();
    await control("POST events", { type: "of.a_later_version", object: { id: "x_1" } });
    await control("POST settle", {});
    expect(hook.types()).toEqual(["of.a_later_version"]);
    expect((await stripe.events.list()).data[0]?.data.object).toEqual({ id: "x_1" });
  });

  test("are filtered by type and by several types", async () => {
    const { stripe } = await simulated();
    await customerWith(stripe, "pm_card_visa");
    const types = ["customer.created", "payment_method.attached"];
    expect((await stripe.events.list({ types })).data).toHaveLength(2);
    expect((await stripe.events.list({ type: "customer.created" })).data).toHaveLength(1);
  });
});

describe("webhooks", () => {
  test("are signed so that the official SDK accepts them", async () => {
    const { stripe, control, hook } = await listening();
    const customer = await stripe.customers.create({ name: "Åsa" });
    await control("POST settle", {});
    const [sent] = hook.received;
    const event = stripe.webhooks.constructEvent(sent?.body ?? "", sent?.signature ?? "", SECRET);
    expect([event.type, (event.data.object as Stripe.Customer).id]).toEqual([
      "customer.created",
      customer.id,
    ]);
    expect(() =>
      stripe.webhooks.constructEvent(`${sent?.body} `, sent?.signature ?? "", SECRET),
    ).toThrow(/signature/);
  });

  test("arrive in order, without being asked", async () => {
    const { stripe, hook } = await listening();
    const customer = await stripe.customers.create({});
    await stripe.customers.update(customer.id, { name: "A" });
    await stripe.customers.del(customer.id);
    await expect
      .poll(() => hook.types())
      .toEqual(["customer.created", "customer.updated", "customer.deleted"]);
  });

  test("go only to endpoints that asked for the type and are enabled", async () => {
    const { stripe, control } = await simulated();
    const hook = await receiver();
    const endpoint = await stripe.webhookEndpoints.create({
      url: hook.url,
      enabled_events: ["customer.deleted"],
    });
    const customer = await stripe.customers.create({});
    await stripe.customers.del(customer.id);
    await stripe.webhookEndpoints.update(endpoint.id, { disabled: true });
    await stripe.customers.del((await stripe.customers.create({})).id);
    await control("POST settle", {});
    expect(hook.types()).toEqual(["customer.deleted"]);
    const [sent] = hook.received;
    stripe.webhooks.constructEvent(sent?.body ?? "", sent?.signature ?? "", endpoint.secret ?? "");
  });

  test("an endpoint's secret is told once; a deleted endpoint is gone", async () => {
    const { stripe } = await simulated();
    const made = await stripe.webhookEndpoints.create({
      url: "http://127.0.0.1:9/hook",
      enabled_events: ["*"],
    });
    expect(made.secret).toMatch(/^whsec_/);
    expect((await stripe.webhookEndpoints.retrieve(made.id)).secret).toBeUndefined();
    await stripe.webhookEndpoints.del(made.id);
    expect((await stripe.webhookEndpoints.list()).data).toHaveLength(0);
  });

  test("are sent again until they are taken, and show in delivery_success", async () => {
    const { stripe, control, hook } = await listening([500, 503], { retryScheduleS: [10, 100] });
    await stripe.customers.create({});
    await control("POST settle", {});
    expect((await stripe.events.list({ delivery_success: false })).data).toHaveLength(1);
    await control("POST clock", { advance_s: 11 });
    expect(hook.received).toHaveLength(2);
    await control("POST clock", { advance_s: 50 });
    expect(hook.received).toHaveLength(2);
    await control("POST clock", { advance_s: 60 });
    expect(hook.received).toHaveLength(3);
    const [event] = (await stripe.events.list({ delivery_success: true })).data;
    expect(event?.pending_webhooks).toBe(0);
  });

  test("are given up when the schedule is over", async () => {
    const { stripe, control, hook } = await listening([500, 500, 500], { retryScheduleS: [1] });
    await stripe.customers.create({});
    await control("POST clock", { advance_s: 10 });
    await control("POST clock", { advance_s: 1000 });
    expect(hook.received).toHaveLength(2);
    expect((await stripe.events.list({ delivery_success: false })).data).toHaveLength(1);
  });

  test("during a rotation both secrets sign, afterwards the new one only", async () => {
    const { stripe, control, hook } = await listening();
    const [endpoint] = (await stripe.webhookEndpoints.list()).data;
    const { secret } = await control(`POST webhook_endpoints/${endpoint?.id}/rotate`, {
      overlap_s: 3600,
    });
    await stripe.customers.create({});
    await control("POST settle", {});
    const during = hook.received[0];
    for (const valid of [SECRET, String(secret)]) {
      stripe.webhooks.constructEvent(during?.body ?? "", during?.signature ?? "", valid);
    }
    await control("POST clock", { advance_s: 3601 });
    await stripe.customers.create({});
    await control("POST settle", {});
    const after = hook.received[1];
    expect(() =>
      stripe.webhooks.constructEvent(after?.body ?? "", after?.signature ?? "", SECRET),
    ).toThrow(/signature/);
  });

  test("an old event can be sent again with a fresh signature", async () => {
    const { stripe, control, hook } = await listening();
    await stripe.customers.create({});
    const [event] = (await stripe.events.list()).data;
    await control("POST clock", { advance_s: 3 * 86_400 });
    await control(`POST events/${event?.id}/replay`, {});
    expect(hook.received).toHaveLength(2);
    const again = hook.received[1];
    const parsed = stripe.webhooks.constructEvent(
      again?.body ?? "",
      again?.signature ?? "",
      SECRET,
    );
    expect(parsed.id).toBe(event?.id);
  });
});

describe("webhook faults", () => {
  test("drop: nothing comes, but the event is in the list", async () => {
    const { stripe, control, hook } = await listening();
    await control("POST webhook_faults", { kind: "drop", type: "customer.*" });
    await stripe.customers.create({});
    await control("POST clock", { advance_s: 86_400 });
    expect(hook.received).toHaveLength(0);
    expect((await stripe.events.list({ delivery_success: false })).data).toHaveLength(1);
  });

  test("duplicate: the same event comes k times more", async () => {
    const { stripe, control, hook } = await listening();
    await control("POST webhook_faults", { kind: "duplicate", count: 2 });
    await stripe.customers.create({});
    await control("POST settle", {});
    const ids = hook.received.map((one) => (JSON.parse(one.body) as { id: string }).id);
    expect([ids.length, new Set(ids).size]).toEqual([3, 1]);
  });

  test("replay: it comes again three days later, freshly signed", async () => {
    const { stripe, control, hook } = await listening();
    await control("POST webhook_faults", { kind: "replay" });
    await stripe.customers.create({});
    await control("POST settle", {});
    expect(hook.received).toHaveLength(1);
    await control("POST clock", { advance: "P3D" });
    const [first, second] = hook.received;
    expect(second?.body.includes((JSON.parse(first?.body ?? "") as { id: string }).id)).toBe(true);
    expect(second?.signature).not.toBe(first?.signature);
  });

  test("an event that was dropped counts as delivered once it is sent again", async () => {
    const { stripe, control } = await listening();
    await control("POST webhook_faults", { kind: "drop" });
    await stripe.customers.create({});
    await control("POST settle", {});
    const [event] = (await stripe.events.list({ delivery_success: false })).data;
    await control(`POST events/${event?.id}/replay`, {});
    expect((await stripe.events.list({ delivery_success: false })).data).toHaveLength(0);
    expect((await stripe.events.list({ delivery_success: true })).data).toHaveLength(1);
  });

  test("what a reorder still holds goes out when the faults are cleared", async () => {
    const { stripe, control, hook } = await listening();
    await control("POST webhook_faults", { kind: "reorder", count: 3 });
    await stripe.customers.create({});
    await control("POST settle", {});
    expect(hook.received).toHaveLength(0);
    await control("DELETE faults");
    await control("POST settle", {});
    expect(hook.types()).toEqual(["customer.created"]);
  });

  test("delay: it comes when its time is over", async () => {
    const { stripe, control, hook } = await listening();
    await control("POST webhook_faults", { kind: "delay", delay_s: 600 });
    await stripe.customers.create({});
    await control("POST settle", {});
    expect(hook.received).toHaveLength(0);
    await control("POST clock", { advance_s: 601 });
    expect(hook.received).toHaveLength(1);
  });

  test("reorder: the later event comes first", async () => {
    const { stripe, control, hook } = await listening();
    await control("POST webhook_faults", { kind: "reorder", count: 2 });
    const customer = await stripe.customers.create({});
    await stripe.customers.update(customer.id, { name: "B" });
    await control("POST settle", {});
    expect(hook.types()).toEqual(["customer.updated", "customer.created"]);
  });

  test("before_response: it is there before the call is answered", async () => {
    const { stripe, control, hook } = await listening();
    await control("POST webhook_faults", { kind: "before_response" });
    await stripe.customers.create({});
    expect(hook.types()).toEqual(["customer.created"]);
  });

  test("stale_version and huge_body change what is sent", async () => {
    const { stripe, control, hook } = await listening();
    await control("POST webhook_faults", { kind: "stale_version" });
    await control("POST webhook_faults", { kind: "huge_body", nth: 2 });
    await stripe.customers.create({});
    await stripe.customers.create({});
    await control("POST settle", {});
    expect(JSON.parse(hook.received[0]?.body ?? "")).toMatchObject({ api_version: "2020-08-27" });
    expect(hook.received[1]?.body.length).toBeGreaterThan(1024 * 1024);
  });
});
