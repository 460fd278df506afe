// `npm run differential -- --pairs 1000000 --seed N [--from M]`: compares engine and reference on that
// many seeded pairs, stops at the first disagreement, prints it made small, and ends with status 1.
import { parseArgs } from "node:util";
import { describeDisagreement, firstDisagreement } from "./run-differential";

const BATCH = 5000;

function wholeNumber(text: string, name: string): number {
  if (!/^\d{1,12}$/.test(text)) throw new Error(`--${name} is a whole number, not "${text}".`);
  return Number(text);
}

function compare(): number {
  const { values } = parseArgs({
    options: {
      pairs: { type: "string", default: "1000000" },
      seed: { type: "string", default: "1" },
      from: { type: "string", default: "0" },
    },
  });
  const seed = wholeNumber(values.seed, "seed");
  const first = wholeNumber(values.from, "from");
  const end = first + wholeNumber(values.pairs, "pairs");
  const start = performance.now();
  for (let from = first; from < end; from += BATCH) {
    const to = Math.min(from + BATCH, end);
    const found = firstDisagreement({ seed, from, to });
    if (found !== null) {
      process.stdout.write(`\nEngine and reference disagree.\n${describeDisagreement(found)}\n`);
      return 1;
    }
    const perSecond = Math.round(((to - first) * 1000) / (performance.now() - start));
    process.stderr.write(`\r${to - first} of ${end - first} pairs agree, ${perSecond}/s `);
  }
  process.stdout.write(`\nseed ${seed}: ${end - first} pairs, no disagreement\n`);
  return 0;
}

try {
  process.exitCode = compare();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
