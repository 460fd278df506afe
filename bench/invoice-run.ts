import { randomBytes } from "node:crypto";
import { PgBoss } from "pg-boss";
import postgres from "postgres";
import { openPool, type Pool } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { jobNames, queueOptions } from "@/queue/jobs";
import { closeDuePeriods } from "@/services/invoice-runs/close-due-periods";
import { verifyBooks } from "@/services/ledger/verify-books";
import { urlOf } from "@/testing/database-url";
import { copyCharges, sumAndMark } from "./invoice-run/bare-sums";
import { type Issued, issueAll, type IssueTask } from "./invoice-run/issue";
import { makeWorld } from "./invoice-run/world";
import { answerParent, startChild } from "./ocpi-ingest/children";
import { postgresCpuMicros } from "./ocpi-ingest/postgres-cpu";

// A month's run: drivers with ten rated charges each to finalized, numbered and posted documents, in a process of its
// own, beside one SQL statement that only sums and marks the same rows. Files are made apart from it.
// `npm run bench -- invoice-run`, with KVITT_BENCH_DRIVERS for how many (2,000), and KVITT_BENCH_WAKES=true to wake
// the worker's queue for each document, mail and payment. KVITT_BENCH_EXPLAIN=true writes every plan to the server's log.

const MOST_VERIFIED = 5_000;
const WARM_DRIVERS = 1_000;

async function bench(adminUrl: string, drivers: number, wakes: boolean): Promise<void> {
  const name = `kvitt_bench_${randomBytes(4).toString("hex")}`;
  const admin = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${name} owner kvitt_owner`);
  const ownerUrl = urlOf(adminUrl, name, "kvitt_owner");
  const appUrl = urlOf(adminUrl, name, "kvitt_app");
  const superUrl = new URL(adminUrl);
  superUrl.pathname = `/${name}`;
  const pool = openPool({ url: appUrl, max: 4, applicationName: "bench" });
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    await migrateDatabase({ ownerUrl, folder: "drizzle" });
    if (wakes) await makeQueue(ownerUrl, owner);
    const made = performance.now();
    await warmUp(pool, superUrl.href);
    const whole = drivers <= MOST_VERIFIED;
    const { tenantId, clock } = await makeWorld(pool, superUrl.href, { drivers, whole });
    await copyCharges(superUrl.href);
    console.log(
      `${drivers.toLocaleString("en")} drivers of ten charges, made in ${since(made)} s${wakes ? ", the queue is woken" : ""}`,
    );
    const bareSeconds = await timed(() => sumAndMark(owner));
    console.log(`one statement that sums and marks      ${bareSeconds.toFixed(1)} s`);

    const postmaster = await readPostmaster(admin);
    if (process.env["KVITT_BENCH_EXPLAIN"] === "true") await explainAll(admin, name);
    const child = await startChild("issue");
    const before = postgresCpuMicros(postmaster);
    const task: IssueTask = { url: appUrl, tenantId, now: clock.now().toString(), wakes };
    const issued = (await child.ask(task)) as Issued;
    const after = postgresCpuMicros(postmaster);
    await child.stop();
    say(issued, {
      bareSeconds,
      postgresMicros: before !== null && after !== null ? after - before : null,
    });
    if (wakes) {
      const [jobs] = await owner<{ n: number }[]>`select count(*)::int as n from pgboss.job`;
      console.log(`  ${jobs?.n ?? 0} wake-ups in the queue`);
    }
    if (whole) {
      const reports = await verifyBooks(pool.db);
      const wrong = reports.filter(({ violations }) => violations.length > 0);
      console.log(
        wrong.length === 0
          ? "the books are sound"
          : wrong
              .map(
                (r) => `${r.invariant}: ${r.violations.length}, ${JSON.stringify(r.violations[0])}`,
              )
              .join("\n"),
      );
    }
  } finally {
    await Promise.all([pool.close(), owner.end()]);
    await admin.unsafe(`drop database ${name} with (force)`);
    await admin.end();
  }
}

/** An earlier run of another tenant: without rows in its tables PostgreSQL plans for none. */
async function warmUp(pool: Pool, superUrl: string): Promise<void> {
  const { ctx } = await makeWorld(pool, superUrl, { drivers: WARM_DRIVERS, whole: true });
  await closeDuePeriods(ctx);
}

function say(
  { issued, seconds, nodeMicros, idleRss, peakRss }: Issued,
  of: { readonly bareSeconds: number; readonly postgresMicros: number | null },
): void {
  const each = (micros: number) => `${Math.round(micros / issued)} µs`;
  const mb = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
  console.log(`invoices, finalized, numbered, posted  ${seconds.toFixed(1)} s`);
  console.log(
    `  ${Math.round(issued / seconds).toLocaleString("en")} documents/s (${issued} of them)`,
  );
  console.log(`  ${(seconds / of.bareSeconds).toFixed(1)} times the bare statement`);
  console.log(
    `  CPU for each: Node ${each(nodeMicros)}, PostgreSQL ${of.postgresMicros === null ? "unknown" : each(of.postgresMicros)}`,
  );
  console.log(`  memory: ${mb(peakRss)} at most, ${mb(idleRss)} before`);
}

async function makeQueue(ownerUrl: string, owner: postgres.Sql): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, max: 2 });
  await boss.start();
  for (const name of jobNames) await boss.createQueue(name, queueOptions);
  await boss.stop({ graceful: false, close: true });
  await owner.unsafe(`
    grant usage on schema pgboss to kvitt_app;
    grant select, insert, update, delete on all tables in schema pgboss to kvitt_app;
    grant execute on all functions in schema pgboss to kvitt_app`);
}

/** Writes the plan, the times and the triggers of every statement to the server's log. */
async function explainAll(admin: postgres.Sql, name: string): Promise<void> {
  for (const setting of [
    "session_preload_libraries = 'auto_explain'",
    "auto_explain.log_min_duration = 0",
    "auto_explain.log_analyze = on",
    "auto_explain.log_buffers = on",
    "auto_explain.log_triggers = on",
    "auto_explain.log_parameter_max_length = 0",
  ]) {
    await admin.unsafe(`alter database ${name} set ${setting}`);
  }
}

async function readPostmaster(admin: postgres.Sql): Promise<number> {
  const [row] = await admin<{ file: string }[]>`
    select pg_read_file('postmaster.pid') as file`;
  return Number(row?.file.split("\n")[0]);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

function since(start: number): string {
  return ((performance.now() - start) / 1000).toFixed(0);
}

if (process.argv[2] === "issue") {
  answerParent((task) => issueAll(task as IssueTask));
} else {
  const adminUrl = process.env["TEST_DATABASE_ADMIN_URL"];
  if (!adminUrl) throw new Error("Run it with npm run bench.");
  const drivers = Number(process.env["KVITT_BENCH_DRIVERS"] ?? 2_000);
  await bench(adminUrl, drivers, process.env["KVITT_BENCH_WAKES"] === "true");
}
