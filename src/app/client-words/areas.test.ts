import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { messagesOf } from "@/i18n/messages";
import { pickWords } from "./pick-words";

const src = fileURLToPath(new URL("../..", import.meta.url));
const app = path.join(src, "app");

/** A module as far as it says who speaks in the browser. */
interface Module {
  readonly isClient: boolean;
  readonly isServerDeed: boolean;
  readonly imports: readonly string[];
  readonly areas: readonly string[];
}

const modules = new Map<string, Module>();

function resolve(from: string, name: string): string | undefined {
  const base = name.startsWith("@/")
    ? path.join(src, name.slice(2))
    : name.startsWith("./")
      ? path.join(path.dirname(from), name)
      : undefined;
  if (base === undefined) return undefined;
  return [".ts", ".tsx"].map((end) => base + end).find((file) => existsSync(file));
}

function read(file: string): Module {
  const known = modules.get(file);
  if (known) return known;
  const text = readFileSync(file, "utf8");
  const names = [
    ...text.matchAll(/^(?:import|export)(?!\s+type\b)[^;]*?from\s+"([^"]+)"/gm),
    ...text.matchAll(/^import "([^"]+)"/gm),
    ...text.matchAll(/import\("([^"]+)"\)/g),
  ].map(([, name = ""]) => name);
  const module = {
    isClient: text.startsWith('"use client"'),
    isServerDeed: text.startsWith('"use server"'),
    imports: names.map((name) => resolve(file, name)).filter((found) => found !== undefined),
    areas: [...text.matchAll(/useTranslations\(\s*("?)([^")]*)\1\s*\)/g)].map(([, quote, area]) =>
      quote ? (area ?? "") : `${file}: unreadable`,
    ),
  };
  modules.set(file, module);
  return module;
}

/** What the browser says on the pages of these files: all that a module of the browser's part leads to. */
function spokenBy(files: readonly string[]): string[] {
  const areas = new Set<string>();
  const seen = new Set<string>();
  const visit = (file: string, inBrowser: boolean) => {
    const { isClient, isServerDeed, imports, areas: own } = read(file);
    const speaks = inBrowser || isClient;
    const key = `${speaks ? "browser" : "server"} ${file}`;
    if (isServerDeed || seen.has(key)) return;
    seen.add(key);
    if (speaks) for (const area of own) areas.add(area);
    for (const next of imports) visit(next, speaks);
  };
  for (const file of files) visit(file, false);
  return [...areas].filter((area) => ![...areas].some((other) => area.startsWith(`${other}.`)));
}

const all = globSync("**/{page,layout,error,global-error,not-found,loading,template}.tsx", {
  cwd: app,
});
const groups = Object.entries(
  Object.groupBy(all, (file) =>
    file.includes("/") && existsSync(path.join(app, file.split("/")[0] ?? "", "layout.tsx"))
      ? (file.split("/")[0] ?? "")
      : "root",
  ),
);

describe("the words that reach a browser", () => {
  it("are those that its part of the pages says, group by group; `vitest -u` writes them anew", async () => {
    const areas = Object.fromEntries(
      groups
        .toSorted(([a], [b]) => a.localeCompare(b))
        .map(([group, files = []]) => [
          group,
          spokenBy(files.map((file) => path.join(app, file))).toSorted((a, b) =>
            a.localeCompare(b),
          ),
        ]),
    );
    await expect(`${JSON.stringify(areas, null, 2)}\n`).toMatchFileSnapshot("./areas.json");
  });

  it("are picked with all that stands below them", () => {
    const words = { a: { b: { c: "1", d: { e: "2" } }, f: "3" }, g: { h: "4" } };
    expect(pickWords(words, ["a.b", "g"])).toEqual({
      a: { b: { c: "1", d: { e: "2" } } },
      g: { h: "4" },
    });
    expect(() => pickWords(words, ["a.x"])).toThrow("There are no words a.x.");
  });

  it("exist in every language", () => {
    const areas = JSON.parse(
      readFileSync(new URL("areas.json", import.meta.url), "utf8"),
    ) as Record<string, string[]>;
    for (const locale of ["sv", "en", "de"] as const) {
      for (const paths of Object.values(areas)) pickWords(messagesOf(locale), paths);
    }
  });
});
