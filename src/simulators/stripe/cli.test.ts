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

/** The event, and the step whose older parameter must go for the strict schemas. */
const EVENTS: [event: string, step?: string][] = [
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
  ["checkout.session.completed"],
  ["checkout.session.expired"],
];

/** These send the older parameter in two steps that the CLI's --remove can't both name. */
const OLDER_ONLY = [
  "payment_intent.processing",
  "checkout.session.async_payment_succeeded",
  "checkout.session.async_payment_failed",
] as const;

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
  expect(verified.map((row) => row.type)).toContain(event);
  expect(verified).toHaveLength(listed.data.length);
}

describe.skipIf(MISSING !== "")(`stripe trigger, Stripe's own command line${MISSING}`, () => {
  test.each(EVENTS)("%s holds to the strict schemas", async (event, step) => {
    const remove = step ? ["--remove", `${step}:payment_method_types`] : [];
    await expectSeen(event, ["--api-version", API_VERSION, ...remove]);
  });

  const withOlderParam = EVENTS.filter(([, step]) => step !== undefined);
  test.each(withOlderParam)(
    "%s goes with the older parameter, without a version",
    async (event) => {
      await expectSeen(event, []);
    },
  );

  test.each(OLDER_ONLY)("%s of a direct debit is recorded and delivered", async (event) => {
    await expectSeen(event, [], 6 * 86_400);
  });
});
