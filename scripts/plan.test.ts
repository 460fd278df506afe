import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const root = path.join(import.meta.dirname, "..");

/** The command as npm runs it, without a database and without any setting. */
function plan(input: string | Uint8Array) {
  const { PATH = "", HOME = "" } = process.env;
  return spawnSync("npm", ["run", "--silent", "plan"], {
    cwd: root,
    env: { PATH, HOME, NODE_ENV: "production" },
    input,
    encoding: "utf8",
  });
}

describe("npm run --silent plan", () => {
  it("writes the plan that the docs show, and nothing else", () => {
    const page = readFileSync(path.join(root, "docs/smart-charging.md"), "utf8");
    const [input = "", output = ""] = [...page.matchAll(/```json\n([^`]*)```/g)].map(
      ([, json = ""]) => json,
    );
    const { stdout, stderr, status } = plan(input);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(output));
    expect(stderr).toBe("");
    expect(status).toBe(0);
  });

  it.each([
    ["nothing", "", "The input is empty."],
    ["no JSON", '{"slots": 2', "The input is not JSON: "],
    ["no text", new Uint8Array([0xff, 0xfe]), "The input is not JSON: "],
    ["a site without a whole slot", '{"slots": 0.5}', "slots is 0.5. Give a whole number"],
  ])("refuses %s in words, with exit status 2 and an empty output", (_what, input, words) => {
    const { stdout, stderr, status } = plan(input);
    expect(stderr).toContain(words);
    expect(stdout).toBe("");
    expect(status).toBe(2);
  });
});
