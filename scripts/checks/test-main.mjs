import path from "node:path";
import { findBrowser } from "../browser.mjs";
import { buildAll } from "../stack/build.mjs";
import { openStackForBrowser } from "./browser-run.mjs";
import { countPlaywright, logs, runTool, vitestCheck } from "./run-check.mjs";
import { runChecks } from "./run-checks.mjs";
import { staticChecks } from "./static.mjs";
import { openTestServer } from "./test-server.mjs";

const scenarios = "src/scenarios/**";

async function runBrowser() {
  const { name } = findBrowser();
  const report = path.join(logs, "browser.json");
  const { env, stop } = await openStackForBrowser();
  try {
    const own = { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
    const ran = await runTool("browser", "playwright", ["test", "--reporter=list,json"], own);
    return { ...countPlaywright(report, ran.status), said: ran.said, file: ran.file, note: name };
  } finally {
    await stop();
  }
}

const checks = [
  ...staticChecks,
  vitestCheck("differential", ["--project", "differential"]),
  vitestCheck("simulators", ["--project", "simulators"]),
  vitestCheck("scripts", ["--project", "scripts"]),
  vitestCheck("database", ["--project", "db", "--exclude", scenarios], openTestServer),
  vitestCheck("scenarios", ["--project", "db", "src/scenarios/"], openTestServer),
  { title: "build", run: () => buildAll({ use: true }).then(() => ({ passed: 1, failed: 0 })) },
  { title: "browser", needs: "build", run: runBrowser },
];

process.exit((await runChecks(checks)) ? 0 : 1);
