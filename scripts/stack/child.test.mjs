import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { isAlive, waitUntilGone } from "../processes.mjs";
import { Child } from "./child.mjs";
import { untilItAnswers, untilItSaysReady } from "./ready.mjs";

const folders = [];
const children = [];

function childOf(code) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "kvitt-child-test-"));
  folders.push(folder);
  const lines = [];
  const options = {
    name: "worker",
    args: ["-e", code],
    env: process.env,
    cwd: folder,
    logs: folder,
  };
  const child = new Child({ ...options, say: (line) => lines.push(line), onPid: () => {} });
  children.push(child);
  child.start();
  return { child, lines };
}

afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.stop()));
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});

const steady = 'console.log("ready"); setInterval(() => {}, 1000);';

it("starts a killed program anew and says so", async () => {
  const { child, lines } = childOf(steady);
  await untilItSaysReady(child);
  const first = child.pid;
  process.kill(first, "SIGKILL");
  await vi.waitFor(() => expect(child.pid ?? first).not.toBe(first), { timeout: 5_000 });
  await untilItSaysReady(child);
  expect(lines).toEqual([expect.stringContaining("was ended by SIGKILL: starting it anew")]);
});

it("waits longer after each early death", async () => {
  const { lines } = childOf("process.exit(3)");
  await vi.waitFor(() => expect(lines).toHaveLength(2), { timeout: 5_000 });
  expect(lines[0]).toContain("with status 3: starting it anew in 0.5 s");
  expect(lines[1]).toContain("anew in 1 s");
});

it("does not start a program anew that was asked to stop, and ends what it had started", async () => {
  const helper =
    'const c = require("node:child_process").spawn("sleep", ["60"]); console.log(c.pid, "ready");';
  const { child, lines } = childOf(`${helper} setInterval(() => {}, 1000);`);
  await untilItSaysReady(child);
  const { pid } = child;
  const started = Number(child.lastWords().split(" ")[0]);
  expect(isAlive(started)).toBe(true);
  await child.stop();
  expect(isAlive(pid)).toBe(false);
  expect(await waitUntilGone(started, 5_000)).toBe(true);
  expect(lines).toEqual([]);
});

it("kills a program that does not stop when asked", async () => {
  const { child } = childOf(`process.on("SIGTERM", () => {}); ${steady}`);
  await untilItSaysReady(child);
  const { pid } = child;
  await child.stop(300);
  expect(isAlive(pid)).toBe(false);
});

it("reports a program that dies instead of answering with its last words", async () => {
  const { child } = childOf('console.error("no such table: drivers"); process.exit(1)');
  const answered = untilItAnswers(child, "http://127.0.0.1:9/");
  await expect(answered).rejects.toThrow(/worker ended at once[\s\S]*no such table: drivers/);
});
