import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const SOURCE = join(import.meta.dirname, "../..");

test("every answer to a deed goes by the place that shows it: nobody calls the library past it", () => {
  const past = readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path) && !path.startsWith(join("components", "ui")))
    .filter((path) => readFileSync(join(SOURCE, path), "utf8").includes('from "sonner"'));
  expect(past).toEqual([]);
});
