import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

interface Row {
  readonly allowed: readonly string[];
  readonly refused: readonly string[];
}

/** docs/architecture.md, section 4, row by row: what a file there may import, and what it may not. */
const rows: Record<string, Row> = {
  "core/rating": {
    allowed: ["./a", "@/core/money/money"],
    refused: [
      "zod",
      "drizzle-orm",
      "react",
      "node:fs",
      "node:crypto",
      "@/db/client",
      "@/config/env",
    ],
  },
  config: { allowed: ["zod", "@/config/limits"], refused: ["next", "react", "@/core/outcome"] },
  observability: {
    allowed: ["pino", "@/config/env"],
    refused: ["next", "@/db/client", "@/services/context"],
  },
  db: {
    allowed: ["drizzle-orm", "@/core/outcome", "@/config/env", "@/observability/logger"],
    refused: ["next", "react", "stripe", "next-auth", "@/services/context", "@/queue/jobs"],
  },
  queue: {
    allowed: ["pg-boss", "zod", "@/core/outcome", "@/db/client"],
    refused: ["next", "react", "stripe", "@/services/context", "@/config/env"],
  },
  "services/cdrs": {
    allowed: ["drizzle-orm", "@/core/outcome", "@/db/client", "@/queue/jobs", "@/services/context"],
    refused: [
      "next",
      "react",
      "stripe",
      "next-auth",
      "node:http",
      "node:https",
      "node:fs",
      "node:fs/promises",
      "undici",
      "@/ocpi/router",
      "@/stripe/client",
      "@/config/env",
    ],
  },
  i18n: {
    allowed: ["next-intl", "@/core/money/money"],
    refused: ["postgres", "pino", "@/db/client"],
  },
  documents: {
    allowed: ["pdfkit", "react", "@/core/money/money", "@/i18n/formats"],
    refused: ["next", "drizzle-orm", "stripe", "@/services/context", "@/db/client"],
  },
  accounting: {
    allowed: ["@/core/ledger/account"],
    refused: ["next/headers", "postgres", "stripe", "@/services/context"],
  },
  metering: {
    allowed: ["@road-labs/ocmf-crypto-noble", "@/core/roaming/cdr"],
    refused: ["react", "next", "postgres", "node:crypto", "@/services/context", "@/i18n/formats"],
  },
  solver: { allowed: ["@/core/smart-charging/site-plan"], refused: ["postgres", "@/db/client"] },
  market: {
    allowed: ["@/core/outcome", "@/config/env", "@/services/context"],
    refused: ["next", "drizzle-orm", "stripe", "@/db/client"],
  },
  mail: {
    allowed: ["nodemailer", "@/core/outcome", "@/config/env", "@/i18n/formats"],
    refused: ["next", "postgres", "stripe", "@/services/context"],
  },
  push: {
    allowed: ["web-push", "undici", "@/core/outcome", "@/ocpi/senders/guarded-agent"],
    refused: ["next", "postgres", "stripe", "@/services/context", "@/ocpi/router"],
  },
  "ocpi/receivers": {
    allowed: [
      "zod",
      "undici",
      "@/core/roaming/cdr",
      "@/services/cdrs/receive-cdrs",
      "@/ocpi/router",
    ],
    refused: ["next", "react", "drizzle-orm", "stripe", "@/db/client", "@/stripe/client"],
  },
  stripe: {
    allowed: ["stripe", "@/core/outcome", "@/config/env", "@/services/context"],
    refused: ["next", "react", "postgres", "@/db/client", "@/ocpi/router"],
  },
  auth: {
    allowed: ["next-auth", "@/db/client", "@/services/context", "@/config/env"],
    refused: ["stripe", "@/ocpi/router", "@/trpc/init"],
  },
  "trpc/routers": {
    allowed: [
      "@trpc/server",
      "zod",
      "@/services/context",
      "@/auth/session",
      "@/stripe/redirect-addresses",
      "@/ocpi/tariff-lab/lab-files",
      "@/market/read-market-file",
      "@/push/vapid-keys",
      "@/documents/invoice-view",
      "@/metering/check-signed-data",
      "@/core/outcome",
    ],
    refused: [
      "drizzle-orm",
      "next-auth",
      "pg-boss",
      "@/db/client",
      "@/stripe/client",
      "@/ocpi/router",
      "@/market/fetch-entsoe",
      "@/push/send-push",
    ],
  },
  server: {
    allowed: ["next", "@/config/env", "@/services/context", "@/ocpi/router", "@/stripe/webhook"],
    refused: ["postgres", "next-auth", "@/db/client", "@/auth/session", "@/trpc/init"],
  },
  "worker/tasks": {
    allowed: [
      "@/core/outcome",
      "@/db/client",
      "@/queue/jobs",
      "@/services/context",
      "@/ocpi/router",
      "@/stripe/client",
      "@/documents/invoice-view",
      "@/mail/send",
      "@/push/send-push",
      "@/i18n/formats",
    ],
    refused: ["next", "react", "next-auth", "@/app/page", "@/trpc/init", "@/server/main"],
  },
  components: {
    allowed: [
      "react",
      "next/link",
      "@/components/ui/button",
      "@/core/money/money",
      "@/i18n/formats",
      "@/trpc/inputs/token",
      "@/trpc/client",
      "@/trpc/refusal-of",
    ],
    refused: ["drizzle-orm", "pino", "node:fs", "@/services/context", "@/trpc/init", "@/db/client"],
  },
  "app/(driver)": {
    allowed: [
      "next/link",
      "@/trpc/init",
      "@/auth/session",
      "@/components/money",
      "@/config/env",
      "@/metering/check-signed-data",
    ],
    refused: [
      "postgres",
      "stripe",
      "next-auth",
      "pg-boss",
      "nodemailer",
      "@/services/context",
      "@/documents/invoice-view",
      "@/db/client",
      "@/ocpi/router",
    ],
  },
  "simulators/cpo": {
    allowed: ["zod", "node:http", "@/simulators/cpo/state"],
    refused: ["@/core/money/money", "@/ocpi/router", "@/config/env", "@/db/client"],
  },
  testing: { allowed: ["postgres", "@/db/client", "@/services/context"], refused: ["@/app/page"] },
  scenarios: {
    allowed: ["vitest", "@/worker/main", "@/testing/builders"],
    refused: ["@/app/page"],
  },
};

/** Rows that hold for a file of one name only. */
const fileRows: Record<string, Row> = {
  "src/app/(driver)/invoices/route.ts": {
    allowed: ["@/services/context", "@/documents/pdf/render", "@/accounting/sie"],
    refused: ["@/db/client", "stripe"],
  },
  "src/core/rating/planted.test.ts": {
    allowed: ["vitest", "fast-check", "@/testing/builders", "node:fs"],
    refused: ["@/db/client", "zod"],
  },
  "src/ocpi/planted.test.ts": {
    allowed: ["vitest", "@/testing/builders"],
    refused: ["@/db/client"],
  },
  "src/ocpi/planted.db.test.ts": { allowed: ["@/db/client", "postgres"], refused: ["@/app/page"] },
  "src/simulators/stripe/planted.test.ts": {
    allowed: ["vitest", "stripe"],
    refused: ["@/core/money/money", "@/testing/builders"],
  },
  "e2e/planted.ts": {
    allowed: ["@playwright/test", "@/testing/builders"],
    refused: ["@/app/page"],
  },
  "bench/planted.ts": { allowed: ["@/services/context"], refused: ["@/app/page"] },
};

/** Code that must be refused where it stands, and by which rule. */
const misuses: readonly (readonly [file: string, code: string, rule: string])[] = [
  ["core/g1", "export const x = Date.now();", "no-restricted-globals"],
  ["core/g2", "export const x = new Date();", "no-restricted-globals"],
  ["core/g3", "export const x = process.env;", "no-restricted-globals"],
  ["core/g4", 'export const x = fetch("x");', "no-restricted-globals"],
  ["core/g5", "export const x = crypto.randomUUID();", "no-restricted-globals"],
  ["core/g6", "export const x = Math.random();", "no-restricted-properties"],
  ["core/g7", "export const x = Temporal.Now.instant();", "no-restricted-properties"],
  ["core/g8", 'export const x = globalThis.fetch("x");', "no-restricted-properties"],
  ["services/g1", 'export const x = fetch("x");', "no-restricted-globals"],
  ["services/g2", "export const x = process.env;", "no-restricted-globals"],
  ["ocpi/g1", 'export const x = parseFloat("1.5");', "no-restricted-globals"],
  ["ocpi/g2", 'export const x = Number.parseFloat("1.5");', "no-restricted-properties"],
  ["ocpi/g3", 'export const x = require("node:fs");', "no-restricted-globals"],
  ["ocpi/g4", "export const x: any = 1;", "no-explicit-any"],
  ["ocpi/g5", "export const f = (a, b, c, d, e) => [a, b, c, d, e];", "max-params"],
  ["ocpi/g6", "export {};\n".repeat(401), "max-lines"],
  ["ocpi/g7", `export function f() {\n${"f();\n".repeat(71)}}`, "max-lines-per-function"],
  ["simulators/g1", 'import { Stripe } from "stripe";\nnew Stripe("");', "no-restricted-imports"],
];

const folder = mkdtempSync(path.join(tmpdir(), "kvitt-architecture-"));
const found = new Set<string>();

function plant(file: string, code: string): void {
  const target = path.join(folder, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, `${code}\n`);
}

/** One line per import, static and dynamic, so that a finding's line says which one was meant. */
function plantImports(file: string, { allowed, refused }: Row): void {
  const lines = [...allowed, ...refused].flatMap((name, index) => [
    `import * as name${index} from "${name}";`,
    `export const lazy${index} = [name${index}, import("${name}")];`,
  ]);
  plant(file, lines.join("\n"));
}

function expectRow(file: string, { allowed, refused }: Row): void {
  const all = [...allowed, ...refused];
  const seen = (line: number) => found.has(`${file}:${line}:no-restricted-imports`);
  const refusedNow = all.filter((_, index) => seen(2 * index + 1));
  const refusedLazily = all.filter((_, index) => seen(2 * index + 2));
  expect(refusedNow).toEqual(refused);
  expect(refusedLazily).toEqual(refused);
}

beforeAll(() => {
  const config = JSON.parse(readFileSync(path.join(root, ".oxlintrc.json"), "utf8")) as object;
  // The table needs no types, and the planted files have none.
  writeFileSync(
    path.join(folder, ".oxlintrc.json"),
    JSON.stringify({ ...config, options: { typeAware: false } }),
  );
  for (const [name, row] of Object.entries(rows)) plantImports(`src/${name}/planted.ts`, row);
  for (const [file, row] of Object.entries(fileRows)) plantImports(file, row);
  for (const [name, code] of misuses) plant(`src/${name}.ts`, code);
  plant("src/ocpi/senders/parent.ts", 'export * from "../router";\nexport * from "..";');
  plant("src/ocpi/cycle-a.ts", 'import { b } from "./cycle-b";\nexport const a = () => b;');
  plant("src/ocpi/cycle-b.ts", 'import { a } from "./cycle-a";\nexport const b = () => a;');
  const oxlint = path.join(root, "node_modules", ".bin", "oxlint");
  const args = ["-c", path.join(folder, ".oxlintrc.json"), "--format", "unix", "."];
  const run = spawnSync(oxlint, args, { cwd: folder, encoding: "utf8", maxBuffer: 50_000_000 });
  for (const line of run.stdout.split("\n")) {
    const parts = /^(.+?):(\d+):\d+: .*\/[\w-]*\(?([\w-]+)\)?\]$/.exec(line);
    if (parts !== null) found.add(`${parts[1]}:${parts[2]}:${parts[3]}`);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the import table", () => {
  it.each(Object.entries(rows))("holds for src/%s, also for dynamic imports", (name, row) => {
    expectRow(`src/${name}/planted.ts`, row);
  });

  it.each(Object.entries(fileRows))("holds for %s", (file, row) => expectRow(file, row));

  it("has a row for every folder of src", () => {
    const folders = globSync("*/", { cwd: path.join(root, "src"), withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    const known = new Set(Object.keys(rows).map((name) => name.split("/")[0]));
    expect(folders.filter((name) => !known.has(name))).toEqual([]);
  });

  it("refuses the way up and every cycle", () => {
    expect(found).toContain("src/ocpi/senders/parent.ts:1:no-restricted-imports");
    expect(found).toContain("src/ocpi/senders/parent.ts:2:no-restricted-imports");
    expect([...found].filter((key) => key.endsWith(":no-cycle"))).toHaveLength(2);
  });
});

describe("the rules of the house", () => {
  it.each(misuses.map(([name, , rule]) => [rule, name]))("report %s in src/%s", (rule, name) => {
    const reported = [...found].filter((key) => key.startsWith(`src/${name}.ts:`));
    expect(reported.map((key) => key.split(":")[2])).toContain(rule);
  });

  const sources = globSync(
    ["src/**/*.{ts,tsx}", "e2e/**/*.ts", "bench/**/*.ts", "scripts/**/*.mjs"],
    {
      cwd: root,
      exclude: ["**/fixtures/**"],
    },
  );

  it("keep every file within 400 lines", () => {
    const lines = (file: string) =>
      readFileSync(path.join(root, file), "utf8").split("\n").length - 1;
    expect(sources.length).toBeGreaterThan(20);
    expect(sources.filter((file) => lines(file) > 400)).toEqual([]);
  });

  it("are nowhere switched off", () => {
    const off = /(oxlint|eslint)-(disable|enable)|@ts-(ignore|expect-error|nocheck)/;
    const here = path.join("src", "architecture.test.ts");
    const offenders = sources.filter(
      (file) => file !== here && off.test(readFileSync(path.join(root, file), "utf8")),
    );
    expect(offenders).toEqual([]);
  });
});

describe("the migrations", () => {
  it("have numbers of their own and stand in the journal in that order", () => {
    const files = globSync("drizzle/*.sql", { cwd: root }).map((file) =>
      path.basename(file, ".sql"),
    );
    const numbers = files.map((name) => name.split("_")[0]);
    expect(new Set(numbers).size).toBe(numbers.length);
    const journal = JSON.parse(
      readFileSync(path.join(root, "drizzle", "meta", "_journal.json"), "utf8"),
    ) as { entries: { tag: string }[] };
    expect(journal.entries.map((entry) => entry.tag)).toEqual(files.toSorted());
  });
});
