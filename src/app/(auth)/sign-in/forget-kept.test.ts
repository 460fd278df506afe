import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { forgetKept } from "./forget-kept";

it("deletes the pages that the service worker keeps, by the name that it gives them, and nothing else", async () => {
  const worker = readFileSync("public/sw.js", "utf8");
  const nameOf = (what: string) =>
    new RegExp(`const ${what} = "([^"]+)"`).exec(worker)?.[1] ?? `no ${what}`;
  const names = new Set([nameOf("PROGRAM"), nameOf("PAGES")]);
  await forgetKept({
    keys: async () => [...names],
    delete: async (name) => names.delete(name),
  });
  expect([...names]).toEqual([nameOf("PROGRAM")]);
});
