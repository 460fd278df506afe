import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { openPool } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { type Child, startChild } from "./ocpi-ingest/children";
import { HEAD, line, merge, perSecond, quantile, type Run } from "./ocpi-ingest/figures";
import { askAuthorizations, type Load, postCdrs } from "./ocpi-ingest/load";
import { postgresCpuMicros } from "./ocpi-ingest/postgres-cpu";
import { serve } from "./ocpi-ingest/serve";
import { cdrText, makeWorld, type World } from "./ocpi-ingest/world";
import { writeRows } from "./ocpi-ingest/write-rows";

// CDRs posted to the server's machine side, beside the same without the write, and beside PostgreSQL writing
// the same rows alone. In turns within one run, because only ratios mean something on a shared machine.
// `npm run bench -- ocpi-ingest`, with KVITT_BENCH_SECONDS for the seconds of each (15).

const CONNECTIONS = 32;
const ROUNDS = 3;
const WARM_UP_S = 3;
const ASKS_PER_SECOND = 300;

interface Server {
  readonly child: Child;
  readonly port: number;
}

async function startServer(databaseUrl: string, part: "serve" | "serve-unwritten") {
  const child = await startChild(part, databaseUrl);
  return { child, port: Number(await child.ask("port")) };
}

async function post(
  { child, port }: Server,
  { posters }: World,
  how: { readonly seconds: number; readonly postmaster: number },
): Promise<Run> {
  const node = Number(await child.ask("cpu"));
  const before = postgresCpuMicros(how.postmaster);
  const load = await postCdrs(port, posters, how.seconds);
  const after = postgresCpuMicros(how.postmaster);
  const nodeMicros = Number(await child.ask("cpu")) - node;
  const postgresMicros = before === null || after === null ? null : after - before;
  return { ...load, nodeMicros, postgresMicros };
}

async function write(child: Child, seconds: number, postmaster: number): Promise<Run> {
  const before = postgresCpuMicros(postmaster);
  const run = (await child.ask(seconds)) as Omit<Run, "postgresMicros">;
  const after = postgresCpuMicros(postmaster);
  return { ...run, postgresMicros: before === null || after === null ? null : after - before };
}

interface Stage {
  readonly world: World;
  readonly url: string;
  readonly postmaster: number;
  readonly seconds: number;
  /** Keeps a part, to be stopped at the end. */
  keep<T extends Child>(child: T): T;
}

async function compare(stage: Stage, whole: Server): Promise<void> {
  const { world, url, postmaster } = stage;
  const unwritten = await startServer(url, "serve-unwritten");
  stage.keep(unwritten.child);
  const [poster] = world.posters;
  const rows = stage.keep(
    await startChild("write-rows", url, String(CONNECTIONS), JSON.stringify(poster)),
  );
  const candidates = {
    "CDR posted, answered when stored": (seconds: number) =>
      post(whole, world, { seconds, postmaster }),
    "the same without the write (a)": (seconds: number) =>
      post(unwritten, world, { seconds, postmaster }),
    "PostgreSQL alone, same rows (b)": (seconds: number) => write(rows, seconds, postmaster),
  };
  const runs: Record<string, Run[]> = {};
  for (const run of Object.values(candidates)) await run(WARM_UP_S);
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, run] of Object.entries(candidates))
      (runs[name] ??= []).push(await run(stage.seconds / ROUNDS));
  console.log(HEAD);
  const merged = Object.entries(runs).map(([name, all]) => [name, merge(all)] as const);
  for (const [name, run] of merged) console.log(line(name, run));
  const [stored = Number.NaN, a = Number.NaN, b = Number.NaN] = merged.map(([, run]) =>
    perSecond(run),
  );
  console.log(`  ${(stored / a).toFixed(2)} of (a), ${(stored / b).toFixed(2)} of (b)`);
}

async function authorize(stage: Stage, whole: Server): Promise<void> {
  const { world, seconds, postmaster } = stage;
  const asker = stage.keep(
    await startChild(
      "ask",
      String(whole.port),
      world.asker,
      world.tokenUid,
      String(ASKS_PER_SECOND),
    ),
  );
  await asker.ask(WARM_UP_S);
  const say = (name: string, { latenciesMs, failed, seconds: took }: Load) =>
    console.log(
      `${name.padEnd(34)}${Math.round(latenciesMs.length / took)}/s of ${ASKS_PER_SECOND}/s, ` +
        `p50 ${quantile(latenciesMs, 0.5).toFixed(1)} ms, p99 ${quantile(latenciesMs, 0.99).toFixed(1)} ms` +
        (failed > 0 ? `, ${failed} failed` : ""),
    );
  say("authorize, nothing else going on", (await asker.ask(seconds / ROUNDS)) as Load);
  const [asked, posted] = await Promise.all([
    asker.ask(seconds),
    post(whole, world, { seconds, postmaster }),
  ]);
  say("authorize, while CDRs are posted", asked as Load);
  console.log(line("CDRs, while authorize is asked", posted));
}

/** What the start scripts offer: they are plain JavaScript outside of src, found by their address. */
interface Launcher {
  ensurePostgres(options: { dataDir: string }): Promise<{
    readonly ownerUrl: string;
    readonly appUrl: string;
    readonly pid: number;
    stop(): Promise<void>;
  }>;
}

async function bench(seconds: number): Promise<void> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "kvitt-bench-"));
  const address = pathToFileURL(path.resolve("scripts/postgres.mjs")).href;
  const { ensurePostgres } = (await import(address)) as Launcher;
  const database = await ensurePostgres({ dataDir });
  const children: Child[] = [];
  try {
    await migrateDatabase({ ownerUrl: database.ownerUrl, folder: path.resolve("drizzle") });
    const pool = openPool({ url: database.appUrl, max: 4, applicationName: "bench" });
    const world = await makeWorld(pool, CONNECTIONS);
    const [setting] = await pool.raw`
      select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`;
    await pool.close();
    const bytes = Buffer.byteLength(cdrText("B00"));
    console.log(
      `CDRs of ${bytes} bytes, ${CONNECTIONS} connections, ${seconds} s each in ${ROUNDS} rounds; ` +
        `fsync ${setting?.["fsync"]}, synchronous_commit ${setting?.["commit"]}; ` +
        `${availableParallelism()} cores, node ${process.version}`,
    );
    const keep = <T extends Child>(child: T): T => {
      children.push(child);
      return child;
    };
    const { appUrl: url, pid: postmaster } = database;
    const stage: Stage = { world, url, postmaster, seconds, keep };
    const whole = await startServer(url, "serve");
    keep(whole.child);
    await compare(stage, whole);
    await authorize(stage, whole);
  } finally {
    for (const child of children) await child.stop();
    await database.stop();
    removeData(dataDir);
  }
}

/** PostgreSQL's data may lie elsewhere, where its own user can reach it. */
function removeData(dataDir: string): void {
  const file = readFileSync(path.join(dataDir, "postgres.json"), "utf8");
  const { clusterDir } = JSON.parse(file) as { clusterDir: string };
  for (const folder of [clusterDir, dataDir]) rmSync(folder, { recursive: true, force: true });
}

const [part = "", first = "", second = "", ...rest] = process.argv.slice(2);
if (part === "serve") await serve(first, true);
else if (part === "serve-unwritten") await serve(first, false);
else if (part === "write-rows")
  await writeRows(first, Number(second), JSON.parse(rest[0] ?? "") as World["posters"][number]);
else if (part === "ask") askAuthorizations(Number(first), second, rest);
else {
  const seconds = Number(part || process.env["KVITT_BENCH_SECONDS"] || 15);
  if (!(seconds > 0 && seconds <= 300)) throw new Error("How many seconds? 1 to 300.");
  await bench(seconds);
}
