// One check of `npm test` or `npm run verify`: a tool run to its end, its words kept in a file.
import fs from "node:fs";
import path from "node:path";
import { spawn } from "node:child_process";
import { root } from "../entries.mjs";
import { seconds } from "../progress.mjs";

export const logs = path.join(root, ".data", "test", "logs");

const bin = (name) => path.join(root, "node_modules", ".bin", name);

/** Runs a tool from node_modules/.bin. Resolves with its exit status, its words and their file. */
export function runTool(name, tool, args, env = {}) {
  fs.mkdirSync(logs, { recursive: true });
  const file = path.join(logs, `${name}.log`);
  const log = fs.openSync(file, "w");
  return new Promise((resolve, reject) => {
    const child = spawn(bin(tool), args, {
      cwd: root,
      stdio: ["ignore", log, log],
      env: { ...process.env, ...env, NO_COLOR: "1", FORCE_COLOR: undefined },
    });
    const endWithUs = () => child.kill("SIGTERM");
    process.once("exit", endWithUs);
    child.once("error", reject);
    child.once("exit", (code) => {
      process.off("exit", endWithUs);
      fs.closeSync(log);
      resolve({ status: code ?? 1, said: fs.readFileSync(file, "utf8"), file });
    });
  });
}

/** A static check counts as one case. */
export function staticCheck(title, tool, args) {
  return {
    title,
    run: async () => {
      const { status, said, file } = await runTool(title.replaceAll(" ", "-"), tool, args);
      return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, said, file };
    },
  };
}

/** A run of vitest: its cases are counted from its own report. */
export function vitestCheck(
  title,
  args,
  environment = async () => ({ env: {}, stop: async () => {} }),
) {
  return {
    title,
    run: async () => {
      const name = title.replaceAll(" ", "-");
      const report = path.join(logs, `${name}.json`);
      fs.rmSync(report, { force: true });
      const { env, stop } = await environment();
      const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
      const ran = await runTool(name, "vitest", ["run", ...args, ...reporters], env);
      await stop();
      return { ...countVitest(report, ran.status), said: ran.said, file: ran.file };
    },
  };
}

function readReport(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function countVitest(file, status) {
  const report = readReport(file);
  if (report === undefined) return { passed: 0, failed: 1 };
  const broken = report.testResults.filter(
    (suite) =>
      suite.status === "failed" && suite.assertionResults.every((one) => one.status !== "failed"),
  );
  const failed = report.numFailedTests + broken.length;
  const skipped = report.numPendingTests + report.numTodoTests;
  // An error outside of any case (an unhandled rejection) must not pass unseen.
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && status !== 0 ? 1 : failed,
    skipped,
  };
}

/** Counts a report of Playwright's JSON reporter. */
export function countPlaywright(file, status) {
  const stats = readReport(file)?.stats;
  if (stats === undefined) return { passed: 0, failed: 1 };
  const passed = stats.expected + stats.flaky;
  const failed = stats.unexpected === 0 && status !== 0 ? 1 : stats.unexpected;
  return { passed, failed, skipped: stats.skipped };
}

/** The line of one check: `✓ unit   312 passed   4.1 s`. */
export function checkLine(title, { passed, failed, skipped = 0, note }, ms) {
  const parts = [`${passed} passed`];
  if (failed > 0) parts.push(`${failed} failed`);
  if (skipped > 0) parts.push(`${skipped} skipped`);
  const mark = failed > 0 ? "✗" : "✓";
  const what = `${parts.join(", ")}${note === undefined ? "" : `; ${note}`}`;
  return `${mark} ${title.padEnd(14)} ${what.padEnd(44)} ${seconds(ms).padStart(8)}`;
}
