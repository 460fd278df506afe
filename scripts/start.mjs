// `npm start` and `npm run worker`: one program of a production build, in this very process.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./entries.mjs";
import { loadDotEnv } from "./stack/options.mjs";
import { fail } from "./stack/fail.mjs";

async function start(name) {
  loadDotEnv();
  process.chdir(root);
  process.env.NODE_ENV = "production";
  if (Number(process.versions.node.split(".")[0]) < 26) {
    throw new Error(
      `Kvitt needs Node 26; this is ${process.version}. Run \`npm ci\`, then start by npm.`,
    );
  }
  if (!process.env.DATABASE_URL) {
    throw new Error(
      "DATABASE_URL is not set. Production needs a PostgreSQL 18 of its own: see .env.example. " +
        "To look at Kvitt on this machine, run `npm run demo`.",
    );
  }
  const file = path.join(root, "dist", `${name}.js`);
  if (!fs.existsSync(file))
    throw new Error(`dist/${name}.js is missing. Run \`npm run build\` first.`);
  await import(pathToFileURL(file).href);
}

await start(process.argv[2] === "worker" ? "worker" : "server").catch(fail);
