import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type Stripe from "stripe";
import { expect, onTestFinished, test } from "vitest";
import { startSimulator } from "./http-server";
import { settingsFrom } from "./settings";
import { customerWith, receiver, sdkFor } from "./test-kit";

function directory(): string {
  const path = mkdtempSync(join(tmpdir(), "stripe-simulator-"));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

test("a restart continues with the same objects, keys and numbers", async () => {
  const stateDirectory = directory();
  const first = await startSimulator({ stateDirectory });
  const stripe = sdkFor(first.port);
  const saved = await customerWith(stripe, "pm_card_visa");
  const pay = (sdk: Stripe) =>
    sdk.paymentIntents.create(
      { amount: 5000, currency: "sek", ...saved, off_session: true, confirm: true },
      { idempotencyKey: "pay-1" },
    );
  const paid = await pay(stripe);
  await first.simulator.settle();
  const events = (await stripe.events.list()).data.map((event) => event.id);
  await first.close();

  const second = await startSimulator({ stateDirectory });
  onTestFinished(() => second.close());
  const again = sdkFor(second.port);
  expect((await pay(again)).id).toBe(paid.id);
  expect((await again.events.list()).data.map((event) => event.id)).toEqual(events);
  expect((await again.paymentIntents.list()).data).toHaveLength(1);
  const made = await again.customers.create({});
  expect(made.id).not.toBe(saved.customer);
});

test("a log whose last line was cut off by a kill is read up to there", async () => {
  const stateDirectory = directory();
  const first = await startSimulator({ stateDirectory });
  const made = await sdkFor(first.port).customers.create({ name: "A" });
  await first.close();
  appendFileSync(join(stateDirectory, "stripe.log"), '["customer","cus_x",{"id":"cus');

  const second = await startSimulator({ stateDirectory });
  onTestFinished(() => second.close());
  const { data } = await sdkFor(second.port).customers.list();
  expect(data.map((row) => row.id)).toEqual([made.id]);
});

test("an event that could not be delivered goes out after a restart", async () => {
  const stateDirectory = directory();
  const hook = await receiver([500]);
  const settings = {
    stateDirectory,
    webhook: { url: hook.url, secret: "whsec_x" },
    retryScheduleS: [1],
  };
  const first = await startSimulator(settings);
  await sdkFor(first.port).customers.create({});
  await first.simulator.settle();
  expect(hook.types()).toEqual(["customer.created"]);
  await first.close();

  const second = await startSimulator(settings);
  onTestFinished(() => second.close());
  await expect
    .poll(() => hook.types(), { timeout: 4000 })
    .toEqual(["customer.created", "customer.created"]);
});

test.each([
  [{ APP_ENV: "production" }],
  [{ NODE_ENV: "production" }],
  [{ NODE_ENV: "production", APP_ENV: "development" }],
  [{ STRIPE_SECRET_KEY: ["sk", "live", "1"].join("_") }],
])("refuses to start with %j", (environment) => {
  expect(() => settingsFrom(environment)).toThrow(/refuses/);
});

test("starts in a demo that runs the production build", () => {
  const settings = settingsFrom({
    NODE_ENV: "production",
    APP_ENV: "demo",
    STRIPE_SIM_PORT: "3003",
    STRIPE_SIM_WEBHOOK_URL: "http://localhost:3000/stripe/webhook",
    STRIPE_SIM_WEBHOOK_SECRET: "whsec_1",
    STRIPE_SIM_PUBLIC_BASE: "http://localhost:3003/",
  });
  expect(settings).toMatchObject({
    port: 3003,
    publicBase: "http://localhost:3003",
    webhook: { url: "http://localhost:3000/stripe/webhook", secret: "whsec_1" },
  });
});
