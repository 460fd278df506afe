// Builds what has changed. Two starts in one folder do not build at once, and none builds under
// another that is running from what stands there.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { spawn } from "node:child_process";
import { entries, root } from "../entries.mjs";
import { otherLeases, takeLease, withLock } from "../processes.mjs";
import { say, step } from "../progress.mjs";

const state = path.join(root, "node_modules", ".cache", "kvitt");
const leases = path.join(state, "build-users");
const sources = [
  "src/**/*",
  "public/**/*",
  "*.config.{ts,mjs,js}",
  "package-lock.json",
  "scripts/entries.mjs",
  "scripts/stack/build.mjs",
];

function sourceFiles() {
  return fs
    .globSync(sources, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted();
}

/** One hash over everything that the build reads. */
function hashSources() {
  const hash = crypto.createHash("sha256").update(process.version);
  for (const file of sourceFiles()) {
    hash.update(`\0${path.relative(root, file)}\0`).update(fs.readFileSync(file));
  }
  return hash.digest("hex");
}

function readMark(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** Bundles every program that exists. Packages stay outside: they are installed anyway. */
async function bundlePrograms() {
  const esbuild = await import("esbuild");
  const present = Object.entries(entries).filter(([, source]) =>
    fs.existsSync(path.join(root, source)),
  );
  fs.rmSync(path.join(root, "dist"), { recursive: true, force: true });
  try {
    await esbuild.build({
      absWorkingDir: root,
      entryPoints: Object.fromEntries(present),
      outdir: "dist",
      bundle: true,
      packages: "external",
      platform: "node",
      format: "esm",
      target: "node26",
      jsx: "automatic",
      sourcemap: "linked",
      alias: { "@": path.join(root, "src") },
      logLevel: "silent",
    });
  } catch (error) {
    const texts = await esbuild.formatMessages(error.errors ?? [], { kind: "error" });
    throw new Error(`The programs do not build:\n${texts.join("\n") || error.message}`, {
      cause: error,
    });
  } finally {
    await esbuild.stop();
  }
  return `${present.length} programs`;
}

function buildPages() {
  const log = path.join(state, "next-build.log");
  const output = fs.openSync(log, "w");
  return new Promise((resolve, reject) => {
    const next = path.join(root, "node_modules", "next", "dist", "bin", "next");
    const child = spawn(process.execPath, [next, "build"], {
      cwd: root,
      stdio: ["ignore", output, output],
      env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    });
    const onEnd = () => child.kill("SIGTERM");
    process.once("exit", onEnd);
    child.once("exit", (code) => {
      process.off("exit", onEnd);
      fs.closeSync(output);
      if (code === 0) resolve();
      else reject(new Error(pagesFailed(fs.readFileSync(log, "utf8"), log)));
    });
    child.once("error", reject);
  });
}

/** Packs what browsers are sent of the pages once and well, beside the originals: the server sends these. */
function packPages() {
  const folder = path.join(root, ".next", "static");
  for (const name of fs.globSync("**/*.{js,css}", { cwd: folder })) {
    const file = path.join(folder, name);
    fs.writeFileSync(`${file}.br`, zlib.brotliCompressSync(fs.readFileSync(file)));
  }
}

function pagesFailed(said, log) {
  const last = said.trim().split("\n").slice(-25).join("\n");
  const cure = /ENOSPC|no space left/i.test(said)
    ? "Free about 1 GB of disk space and start again."
    : "Mend what it names and start again.";
  return `The pages do not build; the last lines (all of them in ${log}):\n${last}\n${cure}`;
}

/**
 * Builds the programs and the pages if their sources have changed since the last time. With `use`, nobody
 * builds over them while this process runs.
 */
export async function buildAll({ use = false } = {}) {
  fs.mkdirSync(state, { recursive: true });
  await withLock(
    path.join(state, "build.lock"),
    async () => {
      const hash = hashSources();
      const marks = {
        dist: path.join(root, "dist", ".sources"),
        next: path.join(root, ".next", ".sources"),
      };
      const isBuilt = readMark(marks.dist) === hash && readMark(marks.next) === hash;
      if (isBuilt) {
        await step("build", () => "nothing has changed");
      } else {
        refuseUnderOthers();
        await step("build the programs", bundlePrograms);
        fs.writeFileSync(marks.dist, hash);
        await step("build the pages", buildPages);
        packPages();
        fs.writeFileSync(marks.next, hash);
      }
      if (use) takeLease(leases);
    },
    (pid) => say(`Another start (process ${pid}) is building in this folder: waiting for it.`),
  );
}

function refuseUnderOthers() {
  const [pid] = otherLeases(leases);
  if (pid === undefined) return;
  throw new Error(
    `Kvitt runs from this folder (process ${pid}) on an earlier build, and the sources have changed since. ` +
      `Stop it first (kill ${pid}), or start this one from a clone of its own.`,
  );
}
