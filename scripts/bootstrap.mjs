// The first thing that runs in a fresh clone: installs what the lock file says, then hands over to a
// script that runs on the installed Node. Plain syntax, nothing but Node's own modules.
import crypto from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { spawn } from "node:child_process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { withLock } from "./processes.mjs";
import { say, step } from "./progress.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const modules = path.join(root, "node_modules");
const installedNode = path.join(
  modules,
  "node",
  "bin",
  process.platform === "win32" ? "node.exe" : "node",
);

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** Why an install is due, or undefined when node_modules is what the lock file says. */
export function whyInstall() {
  const wanted = readJson(path.join(root, "package-lock.json"));
  const present = readJson(path.join(modules, ".package-lock.json"));
  if (present === undefined) return "node_modules is missing";
  if (!fs.existsSync(installedNode)) return "the pinned Node is missing";
  for (const [name, { version, optional }] of Object.entries(wanted.packages)) {
    const found = present.packages[name];
    // Packages of other platforms are optional and not there; those that are there must match.
    if (name === "" || (found === undefined && optional)) continue;
    if (found === undefined || found.version !== version) return `${name} is not at ${version}`;
  }
  return undefined;
}

function runNpmCi(log) {
  // npm itself runs on the Node that started us; its path is known when npm started us.
  const npm = process.env.npm_execpath || "";
  const [command, args] = /npm-cli\.c?js$/.test(npm) ? [process.execPath, [npm]] : ["npm", []];
  return new Promise((resolve, reject) => {
    const output = fs.openSync(log, "w");
    const child = spawn(command, [...args, "ci", "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd: root,
      stdio: ["ignore", output, output],
      env: { ...process.env, NODE_ENV: "" },
    });
    child.once("error", (error) => {
      reject(
        new Error(
          error.code === "ENOENT"
            ? "npm was not found. Install npm and start again."
            : error.message,
        ),
      );
    });
    child.once("exit", (code) => {
      fs.closeSync(output);
      if (code === 0) resolve();
      else reject(new Error(npmCure(fs.readFileSync(log, "utf8"), log)));
    });
  });
}

function npmCure(said, log) {
  // npm says what is wrong first, and how to call it at length afterwards.
  const first = said
    .split("\n")
    .filter((line) => line.replace("npm error", "").trim() !== "")
    .slice(0, 10)
    .join("\n");
  let cure = "Mend what it says and start again.";
  if (/ENOSPC|no space left/i.test(said)) cure = "Free about 2 GB of disk space and start again.";
  else if (/EACCES|EPERM/.test(said))
    cure = "This folder must be writable for the user who starts it.";
  else if (/ENOTFOUND|ETIMEDOUT|ECONNREFUSED|EAI_AGAIN|ECONNRESET/.test(said)) {
    cure =
      "npm does not reach its registry: check the network (or the proxy in `npm config list`).";
  }
  return `npm ci failed (all it said is in ${log}):\n${first}\n${cure}`;
}

async function installIfDue() {
  if (whyInstall() === undefined) return;
  const log = path.join(os.tmpdir(), `kvitt-npm-ci-${process.pid}.log`);
  const key = crypto.createHash("sha256").update(root).digest("hex").slice(0, 12);
  const lock = path.join(os.tmpdir(), `kvitt-install-${key}.lock`);
  await withLock(
    lock,
    async () => {
      const why = whyInstall();
      if (why !== undefined) await step(`install packages (${why})`, () => runNpmCi(log));
    },
    (pid) => say(`Another start (process ${pid}) is installing packages: waiting for it.`),
  );
}

/** Runs `script` on the installed Node as if it had been called itself: same terminal, signals, exit status. */
function handOver(script) {
  const node = fs.existsSync(installedNode) ? installedNode : process.execPath;
  const bin = path.join(modules, ".bin");
  const child = spawn(node, [script, ...process.argv.slice(2)], {
    stdio: "inherit",
    env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` },
  });
  // Ctrl-C reaches both of us: the child decides when it is done. A signal to this process alone is passed on.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.once("exit", (code, signal) => {
    process.exitCode = code === null ? 128 + (os.constants.signals[signal] || 0) : code;
  });
}

/** Installs what is missing and continues with the script beside this file, on the installed Node. */
export async function bootstrap(script) {
  process.chdir(root);
  try {
    await installIfDue();
  } catch (error) {
    say(`\n${error.message}`);
    process.exitCode = 1;
    return;
  }
  const file = path.join(root, "scripts", script);
  if (
    fs.existsSync(installedNode) &&
    fs.realpathSync(process.execPath) === fs.realpathSync(installedNode)
  ) {
    await import(pathToFileURL(file).href);
  } else {
    handOver(file);
  }
}
