// The programs of Kvitt: what each is built from. `dist/<name>.js` is the built form.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

export const entries = {
  server: "src/server/main.ts",
  worker: "src/worker/main.ts",
  "simulators/cpo": "src/simulators/cpo/main.ts",
  "simulators/stripe": "src/simulators/stripe/main.ts",
  migrate: "src/db/migrate-main.ts",
  "verify-books": "src/worker/verify-books-main.ts",
  reprice: "src/worker/reprice-main.ts",
  "seed-demo": "src/testing/seed-demo-main.ts",
  "save-demo-cards": "src/testing/save-demo-cards-main.ts",
  "seed-demo-dispute": "src/testing/seed-demo-dispute-main.ts",
  differential: "src/testing/rating-reference/differential-main.ts",
  price: "src/ocpi/command-line/price-main.ts",
  reconcile: "src/ocpi/command-line/reconcile-main.ts",
  plan: "src/solver/plan-main.ts",
  "plan-thread": "src/solver/plan-thread-main.ts",
};

/** Those that only compute: `run-entry.mjs` starts no server for them. */
export const withoutDatabase = new Set(["differential", "plan", "price", "reconcile"]);

const tsx = path.join(root, "node_modules", "tsx", "dist");

/**
 * How to start a program: `built` from dist/, `source` as it stands in src/, `watch` started anew at each change.
 * Returns the arguments for Node. Throws with the cure when it is not there.
 */
export function argumentsFor(name, mode) {
  const built = path.join(root, "dist", `${name}.js`);
  const source = path.join(root, entries[name]);
  const wanted = mode === "built" ? built : source;
  if (!fs.existsSync(wanted)) {
    const cure = mode === "built" ? "Run `npm run build` first." : "The working copy is not whole.";
    throw new Error(`${path.relative(root, wanted)} is missing. ${cure}`);
  }
  if (mode === "built") return ["--enable-source-maps", built];
  if (mode === "watch") return [path.join(tsx, "cli.mjs"), "watch", "--clear-screen=false", source];
  return ["--import", `file://${path.join(tsx, "loader.mjs")}`, source];
}

/** Source where there is a loader for it, else what was built: a production install has no tools. */
export function modeForTools() {
  return fs.existsSync(path.join(tsx, "loader.mjs")) ? "source" : "built";
}
