// Finds the browser for tests: one that is named, one that is installed, Playwright's own, or npm's.
// KVITT_BROWSER names a program; KVITT_BROWSER=npm takes npm's also where another is installed.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { spawnSync } from "node:child_process";
import { pathToFileURL } from "node:url";
import { packagedBrowser } from "./browser/packaged.mjs";

const names = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "chrome"];
const macPaths = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

const isRoot = process.getuid !== undefined && process.getuid() === 0;

/** The browser answers to --version: a stub that only says how to install one does not count. */
function version(executablePath) {
  const asked = spawnSync(executablePath, ["--version"], { encoding: "utf8", timeout: 20_000 });
  return asked.status === 0 ? asked.stdout.trim() : undefined;
}

function named() {
  const executablePath = process.env.KVITT_BROWSER;
  if (!executablePath) return undefined;
  if (executablePath === "npm") return packagedBrowser();
  if (!fs.existsSync(executablePath)) {
    throw new Error(`KVITT_BROWSER names ${executablePath}, which does not exist.`);
  }
  return { name: `${executablePath} (KVITT_BROWSER)`, executablePath };
}

function installed() {
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  const candidates = folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
  for (const executablePath of [...candidates, ...macPaths]) {
    if (!fs.existsSync(executablePath)) continue;
    const says = version(executablePath);
    if (says !== undefined) return { name: `${says} (${executablePath})`, executablePath };
  }
  return undefined;
}

function playwrights() {
  const require = createRequire(import.meta.url);
  const whole = require("playwright-core").chromium.executablePath();
  if (!whole) return undefined;
  const shell = whole
    .replace(/chromium-(\d+)/, "chromium_headless_shell-$1")
    .replace(/chrome-(linux|mac)[^/]*\/.*$/, "");
  const shells = fs.existsSync(shell) ? fs.globSync("*/*headless*shell", { cwd: shell }) : [];
  const candidates = [whole, ...shells.map((file) => path.join(shell, file))];
  const executablePath = candidates.find((file) => fs.existsSync(file));
  return executablePath && { name: `Playwright's own (${executablePath})`, executablePath };
}

/**
 * The browser to test with and how to launch it: `{ name, executablePath, args, env, chromiumSandbox }`.
 * Throws with the cure when this machine has none.
 */
export function findBrowser() {
  const found = named() ?? installed() ?? playwrights() ?? packagedBrowser();
  if (found === undefined) {
    throw new Error(
      `No browser was found, and npm has none for ${process.platform}-${process.arch}. ` +
        "Install Chrome or Chromium, or run `npx playwright install chromium`, or set KVITT_BROWSER.",
    );
  }
  return {
    name: found.name,
    executablePath: found.executablePath,
    // The sandbox needs an unprivileged user; Chromium refuses to start as root with it.
    chromiumSandbox: !isRoot,
    args: [
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      "--disable-quic",
      "--disable-default-apps",
      "--disable-dev-shm-usage",
      "--font-render-hinting=none",
    ],
    env: { ...process.env, ...found.env },
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  process.stdout.write(`${findBrowser().name}\n`);
}
