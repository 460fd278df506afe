// `npm run --silent plan`: one site as JSON from standard input, its plan as JSON to standard output. The format is in
// docs/smart-charging.md. What is wrong with the input goes to standard error, place by place, with exit status 2.
import { buffer } from "node:stream/consumers";
import { planSite } from "@/core/smart-charging/site-plan/plan-site";
import type { WrittenFault } from "@/core/smart-charging/site-plan/written-fields";
import { writePlan } from "@/core/smart-charging/site-plan/written-plan";
import { readWrittenSite } from "@/core/smart-charging/site-plan/written-site";
import { loadHighsSolve } from "./highs-solve";

const REFUSED = 2;
const MOST_SHOWN = 50;

async function plan(): Promise<number> {
  const json = readJson(await buffer(process.stdin));
  if (json === undefined) return REFUSED;
  const read = readWrittenSite(json);
  if (!read.ok) {
    tell(read.reason);
    return REFUSED;
  }
  const { problem, notes } = read.value;
  tell(notes);
  const written = writePlan(problem, planSite(problem, await loadHighsSolve()));
  process.stdout.write(`${JSON.stringify(written)}\n`);
  return 0;
}

function readJson(bytes: Uint8Array): unknown {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (text.trim() === "") {
      process.stderr.write("The input is empty. Pipe a site in as JSON: docs/smart-charging.md.\n");
      return undefined;
    }
    return JSON.parse(text) as unknown;
  } catch (error) {
    process.stderr.write(`The input is not JSON: ${messageOf(error)}\n`);
    return undefined;
  }
}

function tell(faults: readonly WrittenFault[]): void {
  for (const { path, text } of faults.slice(0, MOST_SHOWN))
    process.stderr.write(path === "" ? `${text}\n` : `${path} ${text}\n`);
  if (faults.length > MOST_SHOWN)
    process.stderr.write(`… and ${faults.length - MOST_SHOWN} more of the kind.\n`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

// A reader that closes early (`| head`) ends it quietly.
process.stdout.on("error", () => process.exit(0));

try {
  process.exitCode = await plan();
} catch (error) {
  process.stderr.write(`No plan could be made: ${messageOf(error)}\n`);
  process.exitCode = 1;
}
