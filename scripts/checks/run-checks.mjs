// Runs checks one after the other, to the end also when one fails, and closes with one line.
import { say } from "../progress.mjs";
import { checkLine } from "./run-check.mjs";

const shownLines = 60;

async function runOne({ run }) {
  try {
    return await run();
  } catch (error) {
    return { passed: 0, failed: 1, said: error.message, file: undefined };
  }
}

function showWhy(title, { said = "", file }) {
  const lines = said.trim().split("\n");
  say(`\n--- ${title}${file === undefined ? "" : ` (all of it in ${file})`}`);
  if (lines.length > shownLines) say(`… ${lines.length - shownLines} lines before`);
  say(lines.slice(-shownLines).join("\n"));
  say("");
}

/**
 * Runs the checks in order; one that `needs` another is skipped when that failed. Prints a line for each and
 * `N passed, N failed` at the end. Resolves with true when nothing failed.
 */
export async function runChecks(checks) {
  const from = Date.now();
  const results = new Map();
  for (const check of checks) {
    const started = Date.now();
    const isVain = check.needs !== undefined && results.get(check.needs)?.failed !== 0;
    const result = isVain
      ? { passed: 0, failed: 1, said: `Not run: ${check.needs} failed.`, note: "not run" }
      : await runOne(check);
    results.set(check.title, result);
    say(checkLine(check.title, result, Date.now() - started));
    if (result.failed > 0) showWhy(check.title, result);
  }
  const sum = (key) => [...results.values()].reduce((total, result) => total + result[key], 0);
  say(`\n${((Date.now() - from) / 1000).toFixed(0)} s in all`);
  say(`${sum("passed")} passed, ${sum("failed")} failed`);
  return sum("failed") === 0;
}
