// `npm run bench -- [name …]`: the programs of bench/, one after the other, each with the address of an
// embedded server of its own. They print figures and assert nothing.
import fs from "node:fs";
import path from "node:path";
import { spawnSync } from "node:child_process";
import { root } from "./entries.mjs";
import { say } from "./progress.mjs";
import { fail } from "./stack/fail.mjs";
import { productEnvironment } from "./stack/environment.mjs";

async function bench(names) {
  const all = fs.globSync("bench/*.ts", { cwd: root }).toSorted();
  const chosen =
    names.length === 0 ? all : all.filter((file) => names.includes(path.basename(file, ".ts")));
  if (chosen.length === 0) {
    throw new Error(
      `No such bench. There are: ${all.map((file) => path.basename(file, ".ts")).join(", ") || "none"}`,
    );
  }
  const { ensurePostgres } = await import("./postgres.mjs");
  const dataDir = path.join(root, ".data", "bench");
  const database = await ensurePostgres({ dataDir, log: say });
  const env = {
    ...productEnvironment({ port: 3000, dataDir, appEnv: "test", database }),
    TEST_DATABASE_ADMIN_URL: database.adminUrl,
  };
  const loader = `file://${path.join(root, "node_modules", "tsx", "dist", "loader.mjs")}`;
  for (const file of chosen) {
    say(`\n== ${file}`);
    const ran = spawnSync(process.execPath, ["--import", loader, file], {
      cwd: root,
      env,
      stdio: "inherit",
    });
    if (ran.status !== 0) process.exitCode = 1;
  }
  await database.stop();
}

await bench(process.argv.slice(2)).catch(fail);
