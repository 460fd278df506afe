import { readEnv } from "@/config/env";
import { openPool, type Queryable } from "@/db/client";
import { readEmbeddedAddresses } from "@/db/embedded-addresses";
import { demoClock } from "@/db/schema/tenants";
import { verifyBooks, type InvariantReport } from "@/services/ledger/verify-books";

const shownAtMost = 50;

/** One line per invariant and a total on standard output; what is wrong, item by item, on standard error. */
function print(reports: readonly InvariantReport[]): number {
  let total = 0;
  for (const { invariant, promise, checked, violations } of reports) {
    total += violations.length;
    process.stdout.write(
      `${invariant.padEnd(3)}  checked ${String(checked).padStart(6)}  violations ${violations.length}  ${promise}\n`,
    );
    for (const { subject, detail } of violations.slice(0, shownAtMost)) {
      process.stderr.write(`     ${invariant}: ${subject}: ${detail}\n`);
    }
    const more = violations.length - shownAtMost;
    if (more > 0) process.stderr.write(`     ${invariant}: and ${more} more\n`);
  }
  process.stdout.write(`violations: ${total}\n`);
  return total;
}

function refuse(reason: string): void {
  process.stderr.write(`The books were not verified: ${reason}\n`);
  process.exitCode = 2;
}

async function main(): Promise<void> {
  const env = readEnv();
  const url = env.DATABASE_URL ?? readEmbeddedAddresses(env.KVITT_DATA_DIR)?.appUrl;
  if (url === undefined) {
    refuse(
      `DATABASE_URL is not set and no embedded server was ever started in ${env.KVITT_DATA_DIR}. ` +
        "Start one with `npm run demo` or `npm run dev`, or set KVITT_DATA_DIR to its folder.",
    );
    return;
  }
  const pool = openPool({ url, max: 1, applicationName: "verify-books" });
  try {
    process.exitCode =
      print(await verifyBooks(pool.db, undefined, await timeOf(pool.db))) === 0 ? 0 : 1;
  } catch (error) {
    refuse(explain(error, env.DATABASE_URL === undefined ? env.KVITT_DATA_DIR : undefined));
  } finally {
    await pool.close();
  }
}

/** The demo's clock may be ahead; everywhere else it is now. */
async function timeOf(db: Queryable): Promise<Temporal.Instant> {
  const [clock] = await db.select().from(demoClock);
  return Temporal.Now.instant().add({ milliseconds: clock?.aheadMs ?? 0 });
}

function explain(error: unknown, embeddedIn: string | undefined): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (code === "42P01") return "the database has no tables yet: run `npm run db:migrate`.";
  if (["ECONNREFUSED", "28P01", "3D000", "CONNECT_TIMEOUT"].includes(code)) {
    return embeddedIn === undefined
      ? `the database at DATABASE_URL does not let us in (${code}).`
      : `no embedded server runs in ${embeddedIn} (${code}). Start it with \`npm run demo\` or \`npm run dev\`.`;
  }
  return cause instanceof Error ? cause.message : String(cause);
}

await main();
