import { spawn } from "node:child_process";
import path from "node:path";
import { root } from "../entries.mjs";
import { fail } from "../stack/fail.mjs";
import { openTestServer } from "./test-server.mjs";

async function runDatabaseTests(args) {
  const { env, stop } = await openTestServer();
  const vitest = path.join(root, "node_modules", ".bin", "vitest");
  const child = spawn(vitest, ["run", "--project", "db", ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  process.exitCode = await new Promise((resolve) =>
    child.once("exit", (code) => resolve(code ?? 1)),
  );
  await stop();
}

await runDatabaseTests(process.argv.slice(2)).catch(fail);
