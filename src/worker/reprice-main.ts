import { parseArgs } from "node:util";
import { readEnv, requireSetting } from "@/config/env";
import { serviceSettings } from "@/config/service-settings";
import { readEmbeddedAddresses } from "@/db/embedded-addresses";
import { createLogger } from "@/observability/logger";
import { repriceCdrs, type RepricedDifference } from "@/services/cdrs/reprice-cdrs";
import { openRuntime } from "@/services/context";
import { listTenants } from "@/services/tenants/list-tenants";
import { workerContext } from "./run-job";

const USAGE = "Usage: npm run --silent reprice -- --since 2026-10-01";
const SHOWN_AT_MOST = 100;

/** The start of a day in UTC, or an instant; null for what is neither. */
function readSince(text: string | undefined): Temporal.Instant | null {
  if (text === undefined) return null;
  try {
    return Temporal.Instant.from(text.includes("T") ? text : `${text}T00:00:00Z`);
  } catch {
    return null;
  }
}

function describe({ ocpiId, kind, stored, now, engine, tzdata }: RepricedDifference): string {
  const figures = (pair: readonly [bigint | null, bigint | null]) =>
    pair.map((micro) => micro ?? "none").join(" / ");
  const change = now
    ? `${figures(stored)} is now ${figures(now)}`
    : "its tariffs are not as they were";
  const made = `engine ${engine.join(" -> ")}, zones ${tzdata.join(" -> ")}`;
  return `cdr ${ocpiId}: ${kind}: ${change} (10^-6, before / after tax; ${made})`;
}

/** One line for each tenant on standard output, each difference on standard error; how many in all. */
async function reprice(since: Temporal.Instant): Promise<number> {
  const env = readEnv();
  const embedded = readEmbeddedAddresses(env.KVITT_DATA_DIR)?.appUrl;
  const runtime = openRuntime({
    databaseUrl: env.DATABASE_URL ?? embedded ?? requireSetting("DATABASE_URL", env),
    poolMax: 1,
    name: "reprice",
    settings: serviceSettings(env),
    tzdataVersion: process.versions.tz ?? "unknown",
    log: createLogger({ name: "reprice" }),
  });
  try {
    let total = 0;
    for (const { id, name } of await listTenants(runtime)) {
      const { checked, differences } = await runtime.pool.db.transaction(
        (db) => repriceCdrs({ ...workerContext(runtime, id), db }, since),
        { isolationLevel: "repeatable read", accessMode: "read only" },
      );
      total += differences.length;
      process.stdout.write(`${name}: checked ${checked}, differences ${differences.length}\n`);
      for (const one of differences.slice(0, SHOWN_AT_MOST)) {
        process.stderr.write(`     ${describe(one)}\n`);
      }
    }
    process.stdout.write(`differences: ${total}\n`);
    return total;
  } finally {
    await runtime.pool.close();
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { since: { type: "string" } }, strict: false });
  const since = readSince(typeof values.since === "string" ? values.since : undefined);
  if (since === null) {
    process.stderr.write(`${USAGE}\n`);
    process.exitCode = 2;
    return;
  }
  try {
    process.exitCode = (await reprice(since)) === 0 ? 0 : 1;
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    process.stderr.write(
      `Nothing was priced again: ${cause instanceof Error ? cause.message : String(cause)}\n`,
    );
    process.exitCode = 2;
  }
}

await main();
