// `npm run db:migrate`, `npm run seed`, `npm run verify-books`: one program that runs to its end, with
// DATABASE_URL or else the embedded server (joined when it runs, started for the while when not).
import { spawnSync } from "node:child_process";
import { argumentsFor, modeForTools, root, withoutDatabase } from "./entries.mjs";
import { productEnvironment } from "./stack/environment.mjs";
import { fail } from "./stack/fail.mjs";
import { dataDirFromEnvironment, loadDotEnv, portFromEnvironment } from "./stack/options.mjs";

async function environment(name) {
  if (process.env.DATABASE_URL || withoutDatabase.has(name))
    return { env: process.env, stop: async () => {} };
  const { ensurePostgres } = await import("./postgres.mjs");
  const dataDir = dataDirFromEnvironment();
  const log = (line) => process.stderr.write(`${line}\n`);
  const database = await ensurePostgres({ dataDir, log });
  const appEnv = process.env.APP_ENV || "development";
  const env = productEnvironment({ port: portFromEnvironment(), dataDir, appEnv, database });
  return { env, stop: database.stop };
}

async function runEntry([name, ...rest]) {
  loadDotEnv();
  const args = [...argumentsFor(name, modeForTools()), ...rest];
  const { env, stop } = await environment(name);
  // A signal reaches the program too; this process stays to leave the server as it found it.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => {});
  const run = spawnSync(process.execPath, args, { cwd: root, env, stdio: "inherit" });
  await stop();
  process.exitCode = run.status ?? 1;
}

await runEntry(process.argv.slice(2)).catch(fail);
