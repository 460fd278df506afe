// What a start script must know about processes: who lives, who uses what, and who goes first.
// Plain syntax: the first script of a fresh clone may meet an old Node.
import fs from "node:fs";
import path from "node:path";
import { spawnSync } from "node:child_process";

export function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** True while a process with this id exists, also when it belongs to another user. */
export function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** An ended process that nobody has waited for still answers to its id; it holds nothing any more. */
function isZombie(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2, stat.lastIndexOf(")") + 3) === "Z";
  } catch {
    return false;
  }
}

/** The command line of a process, or "" when it cannot be read. */
export function commandOf(pid) {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").join(" ").trim();
  } catch {
    const ps = spawnSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8" });
    return ps.status === 0 ? ps.stdout.trim() : "";
  }
}

/** Waits until the process is gone; false when it still lives after `timeoutMs`. */
export async function waitUntilGone(pid, timeoutMs) {
  const deadline = Date.now() + timeoutMs;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await sleep(25);
  }
  return true;
}

function readPid(file) {
  try {
    return Number(fs.readFileSync(file, "utf8").trim());
  } catch {
    return 0;
  }
}

const heldHere = new Set();

/**
 * Runs `work` while this process alone holds the lock file. A lock left by a dead process is taken over.
 * `onWait(pid)` is called once if another process holds it.
 */
export async function withLock(file, work, onWait) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  let told = false;
  while (heldHere.has(file) || !tryLock(file)) {
    const holder = readPid(file);
    if (!heldHere.has(file) && (!isAlive(holder) || holder === process.pid)) {
      // An empty file may be a lock that is being written right now: give it a moment.
      if (holder === 0) await sleep(200);
      if (readPid(file) === holder) fs.rmSync(file, { force: true });
      continue;
    }
    if (!told && onWait) onWait(holder);
    told = true;
    await sleep(200);
  }
  heldHere.add(file);
  try {
    return await work();
  } finally {
    heldHere.delete(file);
    if (readPid(file) === process.pid) fs.rmSync(file, { force: true });
  }
}

function tryLock(file) {
  try {
    fs.writeFileSync(file, `${process.pid}\n`, { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** Says that this process uses what `folder` stands for. Returns the function that takes it back. */
export function takeLease(folder) {
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, String(process.pid));
  fs.writeFileSync(file, `${process.pid}\n`);
  return () => fs.rmSync(file, { force: true });
}

/** Ids of the other living processes that use what `folder` stands for. Leases of the dead are removed. */
export function otherLeases(folder) {
  let names = [];
  try {
    names = fs.readdirSync(folder);
  } catch {
    return [];
  }
  const alive = [];
  for (const name of names) {
    const pid = Number(name);
    if (pid === process.pid) continue;
    if (isAlive(pid)) alive.push(pid);
    else fs.rmSync(path.join(folder, name), { force: true });
  }
  return alive;
}
