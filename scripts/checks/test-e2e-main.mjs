import { spawn } from "node:child_process";
import path from "node:path";
import { findBrowser } from "../browser.mjs";
import { root } from "../entries.mjs";
import { say } from "../progress.mjs";
import { buildAll } from "../stack/build.mjs";
import { fail } from "../stack/fail.mjs";
import { openStackForBrowser } from "./browser-run.mjs";

async function runBrowserTests(args) {
  say(`Browser: ${findBrowser().name}`);
  await buildAll({ use: true });
  const { env, stop } = await openStackForBrowser();
  const playwright = path.join(root, "node_modules", ".bin", "playwright");
  const child = spawn(playwright, ["test", ...args], { cwd: root, stdio: "inherit", env });
  process.exitCode = await new Promise((resolve) =>
    child.once("exit", (code) => resolve(code ?? 1)),
  );
  await stop();
}

await runBrowserTests(process.argv.slice(2)).catch(fail);
process.exit();
