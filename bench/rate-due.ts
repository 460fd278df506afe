import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { limits } from "@/config/limits";
import { openPool } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { rateDueCdrs } from "@/services/cdrs/rate-due-cdrs";
import { urlOf } from "@/testing/database-url";
import { type BatchOfRows, makeCopies, readBatch, writeBatch } from "./rate-due/bare-insert";
import { makeWorld } from "./rate-due/stored-cdrs";

// A worker that drains stored CDRs to priced lines and posted journals, beside the bare INSERT of the same rows.
// In turns within one run. `npm run bench -- rate-due`, with KVITT_BENCH_CDRS for how many a round (2,000).

const { size, lanes } = limits.rating;
const ROUNDS = 3;

interface Measured {
  readonly cdrs: number;
  readonly seconds: number;
  readonly nodeMicros: number;
}

async function measure(work: () => Promise<number>): Promise<Measured> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const cdrs = await work();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { cdrs, seconds, nodeMicros: user + system };
}

function merge(runs: readonly Measured[]): Measured {
  const sum = (of: (run: Measured) => number) => runs.reduce((total, run) => total + of(run), 0);
  return {
    cdrs: sum((r) => r.cdrs),
    seconds: sum((r) => r.seconds),
    nodeMicros: sum((r) => r.nodeMicros),
  };
}

function say(name: string, { cdrs, seconds, nodeMicros }: Measured): number {
  const rate = cdrs / seconds;
  console.log(
    `${name.padEnd(42)}${Math.round(rate).toLocaleString("en")} CDRs/s, CPU Node ${Math.round(nodeMicros / cdrs)} µs`,
  );
  return rate;
}

async function bench(adminUrl: string, count: number): Promise<void> {
  const name = `kvitt_bench_${randomBytes(4).toString("hex")}`;
  const admin = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${name} owner kvitt_owner`);
  const ownerUrl = urlOf(adminUrl, name, "kvitt_owner");
  const pool = openPool({
    url: urlOf(adminUrl, name, "kvitt_app"),
    max: 4,
    applicationName: "bench",
  });
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    await migrateDatabase({ ownerUrl, folder: "drizzle" });
    await makeCopies(owner);
    const world = await makeWorld(pool);
    const { ctx } = world.tenant;
    const drain = async () => {
      let taken = 0;
      const rate = async () => {
        for (let batch = 1; batch > 0;) {
          batch = await rateDueCdrs(ctx, size);
          taken += batch;
        }
      };
      await Promise.all(Array.from({ length: lanes }, rate));
      return taken;
    };
    await world.store(500);
    await drain();
    const rated: Measured[] = [];
    const bare: Measured[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      await world.store(count);
      const queued = await owner<{ id: string }[]>`select id from cdrs where state = 'received'`;
      // As autovacuum does within a minute of a table's first rows.
      await owner.unsafe("analyze");
      rated.push(await measure(drain));
      const batches: BatchOfRows[] = [];
      for (let at = 0; at < queued.length; at += size) {
        batches.push(
          await readBatch(
            owner,
            queued.slice(at, at + size).map(({ id }) => id),
          ),
        );
      }
      bare.push(
        await measure(async () => {
          for (const batch of batches) await writeBatch(pool.raw, batch);
          return queued.length;
        }),
      );
    }
    const states = await owner`select state, count(*)::int as n from cdrs group by state`;
    console.log(
      `${states.map((row) => `${row["n"]} ${row["state"]}`).join(", ")}; batches of ${size}, ${lanes} at a time`,
    );
    const rate = say("stored CDRs, rated and booked", merge(rated));
    const base = say("bare multi-row INSERT of the same rows", merge(bare));
    console.log(`  ${(rate / base).toFixed(2)} of the bare INSERT`);
  } finally {
    await Promise.all([pool.close(), owner.end()]);
    await admin.unsafe(`drop database ${name} with (force)`);
    await admin.end();
  }
}

const adminUrl = process.env["TEST_DATABASE_ADMIN_URL"];
if (!adminUrl) throw new Error("Run it with npm run bench.");
await bench(adminUrl, Number(process.env["KVITT_BENCH_CDRS"] ?? 2_000));
