// The browser tests: the production build with its simulators and fresh data, on free ports.
import fs from "node:fs";
import path from "node:path";
import { root } from "../entries.mjs";
import { freePortRange } from "../ports.mjs";
import { Stack, clearLeftovers } from "../stack/stack.mjs";

// The tests are no place for somebody's own database, Stripe account, mail server or address.
const notForTests = [
  "DATABASE_URL",
  "DATABASE_OWNER_URL",
  "STRIPE_SECRET_KEY",
  "STRIPE_API_BASE",
  "STRIPE_WEBHOOK_SECRET",
  "MAIL_URL",
  "AUTH_URL",
  "KVITT_BASE_URL",
];

/** Where people may come from besides their mail: a provider that the test of it plays, behind the stack's ports. */
function oidcProviders(port) {
  const issuer = `http://127.0.0.1:${port + 4}`;
  const client = { clientId: "kvitt", clientSecret: "not-so-secret" };
  return JSON.stringify([{ id: "work", name: "jobbet", issuer, ...client }]);
}

/** Starts what the browser tests look at. `{ env, stop }`: the environment is for Playwright. */
export async function openStackForBrowser() {
  const dataDir = path.join(root, ".data", "e2e");
  await endEarlierRun(dataDir);
  const port = await freePortRange(5);
  for (const name of notForTests) delete process.env[name];
  process.env.OIDC_PROVIDERS = oidcProviders(port);
  const stack = new Stack({ port, dataDir, appEnv: "test", mode: "built", hasStory: false });
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => void stack.stop().then(() => process.exit(1)));
  }
  await stack.start();
  const env = { ...stack.env, KVITT_E2E_URL: stack.env.KVITT_BASE_URL };
  delete env.NODE_ENV;
  return { env, stop: () => stack.stop() };
}

/** A run that was killed may have left its programs behind: end them before its data is thrown away. */
async function endEarlierRun(dataDir) {
  await clearLeftovers(dataDir);
  if (!fs.existsSync(path.join(dataDir, "postgres.json"))) return;
  const { ensurePostgres } = await import("../postgres.mjs");
  await (await ensurePostgres({ dataDir })).stop();
  fs.rmSync(dataDir, { recursive: true, force: true });
}
