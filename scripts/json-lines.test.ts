import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";

const root = path.join(import.meta.dirname, "..");
const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

/** The command as npm runs it, without a database and without any setting. */
function start(name: "price" | "reconcile"): ChildProcess & Required<Pick<ChildProcess, "pid">> {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, ["scripts/run-entry.mjs", name], {
    cwd: root,
    env: { PATH, HOME, NODE_ENV: "production" },
    stdio: ["pipe", "pipe", "inherit"],
    detached: true,
  });
  started.push(child);
  if (child.pid === undefined) throw new Error("it did not start");
  return child as ReturnType<typeof start>;
}

async function run(name: "price" | "reconcile", lines: readonly string[]): Promise<unknown[]> {
  const child = start(name);
  child.stdin?.end(`${lines.join("\n")}\n`);
  const [chunks] = await Promise.all([
    child.stdout?.setEncoding("utf8").toArray(),
    once(child, "exit"),
  ]);
  expect(child.exitCode).toBe(0);
  const out = (chunks ?? []).join("");
  expect(out.endsWith("\n")).toBe(true);
  return out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
}

type Vector = {
  readonly id: string;
  readonly verdict: string;
  readonly cdr: { readonly currency: string };
  readonly expected: { readonly total_excl: string | null; readonly total_incl: string | null };
};
const vectors = JSON.parse(
  readFileSync(path.join(root, "src/core/rating/fixtures/vectors.json"), "utf8"),
) as readonly Vector[];

describe("npm run --silent price", () => {
  it("prices all of the published cases, one line for each, and a line that is none stops nothing", async () => {
    const lines = vectors.map(({ id, cdr, expected: _expected, verdict: _verdict, ...rest }) => {
      // Two cases pair a tariff in CAD with a CDR that was built in EUR.
      const currency = id.startsWith("spec-na-") ? "CAD" : cdr.currency;
      return JSON.stringify({ id, ...rest, cdr: { ...cdr, currency } });
    });
    const out = (await run("price", ["{", ...lines])) as {
      id: string;
      excl_tax: string | null;
      incl_tax: string | null;
      error?: string;
    }[];
    expect(out[0]).toMatchObject({ id: null, error: "not-json" });
    const priced = out.slice(1);
    expect(priced.map(({ id }) => id)).toEqual(vectors.map(({ id }) => id));
    const differing = vectors.filter(({ expected }, index) => {
      const own = priced[index];
      return (
        !isAgreed(own?.excl_tax, expected.total_excl) ||
        !isAgreed(own?.incl_tax, expected.total_incl)
      );
    });
    expect(differing.map(({ id }) => id)).toEqual(
      vectors.flatMap(({ id, verdict }) => (verdict === "conflicts" ? [id] : [])),
    );
    expect(vectors).toHaveLength(42);
  });

  it("answers while its input is still open, and ends on Ctrl-C", async () => {
    const child = start("price");
    const first = once(child.stdout?.setEncoding("utf8") ?? child, "data");
    child.stdin?.write(`${JSON.stringify({ id: "1" })}\n`);
    expect(String((await first)[0])).toContain('"id":"1"');
    // Ctrl-C reaches the whole group, as in a terminal.
    process.kill(-child.pid, "SIGINT");
    await once(child, "exit");
    expect(child.exitCode).toBe(130);
  });
});

function isAgreed(own: string | null | undefined, stated: string | null): boolean {
  if (stated === null) return true;
  return typeof own === "string" && Math.abs(Number(own) - Number(stated)) <= 0.000_05;
}

describe("the README", () => {
  const readme = readFileSync(path.join(root, "README.md"), "utf8");

  it.each(["price", "reconcile"] as const)("shows for %s what comes out", async (name) => {
    const example = new RegExp(
      `echo '(\\{[^']*\\})' \\| npm run --silent ${name}\\n\`\`\`\\n\\n\`\`\`json\\n([^\`]*)\`\`\``,
    ).exec(readme);
    const [, line = "", shown = ""] = example ?? [];
    expect(await run(name, [line])).toEqual([JSON.parse(shown)]);
  });
});
