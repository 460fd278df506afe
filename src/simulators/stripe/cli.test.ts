import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { API_VERSION } from "./settings";
import { receiver, simulated, TEST_KEY } from "./test-kit";

const PLATFORM = `${process.platform}-${process.arch}`;
const BINARY = join(process.cwd(), `node_modules/@stripe/cli-${PLATFORM}/bin/stripe`);
const MISSING = existsSync(BINARY) ? "" : ` (skipped: @stripe/cli has no binary for ${PLATFORM})`;
const SECRET = "whsec_cli";

/** Stripe's own command line against the simulator; resolves with its exit code and output. */
async function trigger(event: string, url: string, more: string[] = []) {
  const home = mkdtempSync(join(tmpdir(), "stripe-cli-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const base = ["--api-base", url, "--api-key", TEST_KEY];
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    HOME: home,
    STRIPE_CLI_TELEMETRY_OPTOUT: "1",
  };
  return new Promise<{ code: number; output: string }>((resolve) => {
    execFile(BINARY, ["trigger", event, ...base, ...more], { env }, (error, stdout, stderr) => {
      resolve({ code: error ? 1 : 0, output: `${stdout}${stderr}` });
    });
  });
}

/** The event, the step whose older parameter must go for the strict schemas, and how long it takes. */
const EVENTS: [event: string, step?: string | null, afterS?: number][] = [
  ["customer.created"],
  ["customer.updated"],
  ["customer.deleted"],
  ["payment_method.attached"],
  ["payment_method.detached"],
  ["payment_method.updated"],
  ["setup_intent.created", "setup_intent"],
  ["setup_intent.succeeded", "setup_intent"],
  ["setup_intent.setup_failed", "setup_intent"],
  ["setup_intent.requires_action"],
  ["setup_intent.canceled", "setup_intent"],
  ["payment_intent.created", "payment_intent"],
  ["payment_intent.succeeded", "payment_intent"],
  ["payment_intent.payment_failed", "payment_intent"],
  ["payment_intent.requires_action", "payment_intent"],
  ["payment_intent.canceled"],
  ["payment_intent.amount_capturable_updated", "payment_intent"],
  ["charge.succeeded", "payment_intent"],
  ["charge.failed", "payment_intent"],
  ["charge.captured", "payment_intent"],
  ["charge.refunded", "payment_intent"],
  ["charge.refund.updated", "payment_intent"],
  ["charge.dispute.created", "payment_intent"],
  ["charge.dispute.updated", "payment_intent"],
  ["charge.dispute.closed", "payment_intent"],
  ["balance.available", "payment_intent"],
  ["payout.created", "payment_intent"],
  ["payout.updated", "payment_intent"],
  ["payment_intent.processing", "payment_intent"],
  ["billing_portal.session.created"],
  ["checkout.session.completed"],
  ["checkout.session.expired"],
  ["checkout.session.async_payment_succeeded", "checkout_session", 5 * 86_400],
  ["checkout.session.async_payment_failed", "checkout_session", 5 * 86_400],
  ["test_helpers.test_clock.created"],
  ["test_helpers.test_clock.advancing"],
  ["test_helpers.test_clock.ready", null, 60],
  ["test_helpers.test_clock.deleted"],
];

async function expectSeen(event: string, more: string[], advanceS = 0): Promise<void> {
  const hook = await receiver();
  const sim = await simulated({ webhook: { url: hook.url, secret: SECRET } });
  const { code, output } = await trigger(event, sim.url, more);
  expect([code, output]).toEqual([0, expect.stringContaining("Trigger succeeded")]);
  await sim.control("POST clock", { advance_s: advanceS });
  const listed = await sim.stripe.events.list({ limit: 100 });
  expect(listed.data.map((row) => row.type)).toContain(event);
  const verified = hook.received.map((one) =>
    sim.stripe.webhooks.constructEvent(one.body, one.signature, SECRET),
  );
  expect(verified.map((row) => row.id).toSorted()).toEqual(
    listed.data.map((row) => row.id).toSorted(),
  );
}

describe.skipIf(MISSING !== "")(`stripe trigger, Stripe's own command line${MISSING}`, () => {
  test.each(EVENTS)("%s holds to the strict schemas", async (event, step, afterS) => {
    const remove = step ? ["--remove", `${step}:payment_method_types`] : [];
    await expectSeen(event, ["--api-version", API_VERSION, ...remove], afterS);
  });

  test.each(EVENTS)("%s goes as the CLI sends it, without a version", async (event, _, afterS) => {
    await expectSeen(event, [], afterS);
  });

  test("what the simulator refuses is an error to the CLI", async () => {
    const { url, stripe } = await simulated();
    const older = await trigger("payment_intent.succeeded", url, ["--api-version", API_VERSION]);
    expect([older.code, older.output]).toEqual([1, expect.stringContaining("parameter_unknown")]);
    expect((await trigger("invoice.paid", url)).code).toBe(1);
    expect((await stripe.paymentIntents.list()).data).toHaveLength(0);
  });
});
