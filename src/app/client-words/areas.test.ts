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

/** What the browser is sent for the pages of these files: all that a module of its part leads to. */
function sentFor(files: readonly string[]): Set<string> {
  const sent = new Set<string>();
  const seen = new Set<string>();
  const visit = (file: string, inBrowser: boolean) => {
    const { isClient, isServerDeed, imports } = read(file);
    const isSent = inBrowser || isClient;
    const key = `${isSent ? "browser" : "server"} ${file}`;
    if (isServerDeed || seen.has(key)) return;
    seen.add(key);
    if (isSent) sent.add(file);
    for (const next of imports) visit(next, isSent);
  };
  for (const file of files) visit(file, false);
  return sent;
}

/** What the browser says on the pages of these files. */
function spokenBy(files: readonly string[]): string[] {
  const areas = new Set([...sentFor(files)].flatMap((file) => read(file).areas));
  return [...areas].filter((area) => ![...areas].some((other) => area.startsWith(`${other}.`)));
}

/** Of a folder's layout the group whose words it hands on, and whether the API, too. */
function handedOnBy(folder: string): { group: string; isRoom: boolean } | undefined {
  const layout = path.join(app, folder, "layout.tsx");
  if (!existsSync(layout)) return undefined;
  const [, by, group] = /<(Room|ClientWords) of="([^"]+)"/.exec(readFileSync(layout, "utf8")) ?? [];
  return group === undefined ? undefined : { group, isRoom: by === "Room" };
}

/** The group that a file of the app belongs to: that of the nearest layout above it that hands words on. */
function groupOf(file: string): string {
  for (let folder = path.dirname(file); folder !== "."; folder = path.dirname(folder)) {
    const handed = handedOnBy(folder);
    if (handed) return handed.group;
  }
  return "root";
}

const all = globSync("**/{page,layout,error,global-error,not-found,loading,template}.tsx", {
  cwd: app,
});
const groups = Object.entries(Object.groupBy(all, groupOf));

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

  it("come with the API where a page asks it from the browser", () => {
    const without = all.filter((file) => !handedOnBy(groupOf(file))?.isRoom);
    const asking = without.filter((file) =>
      sentFor([path.join(app, file)]).has(path.join(src, "trpc/client.tsx")),
    );
    // A layout is not inside what it hands on to its pages.
    expect(asking.filter((file) => !file.endsWith("layout.tsx"))).toEqual([]);
  });

  it("are handed on under the name of their folder", () => {
    const folders = all.filter((file) => file.endsWith("/layout.tsx")).map(path.dirname);
    for (const folder of folders) expect([folder, undefined]).toContain(handedOnBy(folder)?.group);
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
