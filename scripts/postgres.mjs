// The embedded PostgreSQL: real server binaries from npm, one cluster per data folder, loopback only.
// `ensurePostgres` starts it or joins the one that runs; whoever leaves last stops it.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { spawn, spawnSync } from "node:child_process";
import postgres from "postgres";
import { chooseClusterDir, choosePrograms } from "./postgres/place.mjs";
import {
  commandOf,
  isAlive,
  otherLeases,
  sleep,
  takeLease,
  waitUntilGone,
  withLock,
} from "./processes.mjs";
import { freePort, isPortFree } from "./ports.mjs";

const databaseName = "kvitt";
const settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  jit: "off",
  synchronous_commit: "on",
  max_wal_size: "512MB",
  timezone: "UTC",
  log_timezone: "UTC",
};
// The same server, but a commit does not wait for the disk: a crash of the machine may spoil the data.
const fleeting = { ...settings, fsync: "off", full_page_writes: "off", synchronous_commit: "off" };

/**
 * Starts the embedded server of `dataDir`, or joins it when it runs. `isFleeting` is for data that may be lost.
 * @param {{ dataDir: string, isFleeting?: boolean, log?: (line: string) => void }} options
 */
export async function ensurePostgres({ dataDir, isFleeting = false, log = () => {} }) {
  const folder = path.resolve(dataDir);
  fs.mkdirSync(folder, { recursive: true });
  const lock = path.join(folder, "postgres.lock");
  const leases = path.join(folder, "postgres-users");
  const run = await withLock(lock, async () => {
    const running = await join(folder, log);
    const server = running ?? (await start(folder, isFleeting ? fleeting : settings, log));
    takeLease(leases);
    return { ...server, reused: running !== undefined };
  });
  const stop = () =>
    withLock(lock, async () => {
      fs.rmSync(path.join(leases, String(process.pid)), { force: true });
      const pid = livingServer(run.clusterDir);
      if (pid !== undefined && otherLeases(leases).length === 0) await stopServer(pid);
    });
  return { ...urlsOf(run), port: run.port, pid: run.pid, reused: run.reused, stop };
}

/** The running embedded server of `dataDir`, or undefined. Starts nothing. */
export async function readRunningPostgres(dataDir) {
  const state = readState(path.resolve(dataDir));
  if (state === undefined) return undefined;
  const pid = livingServer(state.clusterDir);
  if (pid === undefined || !(await answers(state, 2_000))) return undefined;
  return { ...urlsOf(state), port: state.port, pid, version: state.version };
}

function urlsOf(state) {
  const url = (role, name) =>
    `postgresql://${role}:${state.passwords[role]}@127.0.0.1:${state.port}/${name}`;
  return {
    ownerUrl: url("kvitt_owner", databaseName),
    appUrl: url("kvitt_app", databaseName),
    adminUrl: url("postgres", "postgres"),
  };
}

// --- what is kept between starts ---

function readState(folder) {
  try {
    return JSON.parse(fs.readFileSync(path.join(folder, "postgres.json"), "utf8"));
  } catch (error) {
    if (error.code === "ENOENT" || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function writeState(folder, state) {
  const file = path.join(folder, "postgres.json");
  const half = `${file}.${process.pid}`;
  fs.writeFileSync(half, `${JSON.stringify({ ...urlsOf(state), ...state }, null, 2)}\n`, {
    mode: 0o600,
  });
  fs.renameSync(half, file);
}

/** The process that postmaster.pid names, if it lives and is a server of this very cluster. */
function livingServer(clusterDir) {
  let lines = [];
  try {
    lines = fs.readFileSync(path.join(clusterDir, "postmaster.pid"), "utf8").split("\n");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw unreadable(clusterDir, error);
  }
  const pid = Number(lines[0]);
  // The file survives kill -9 and its number may be another program's by now: look at the command.
  return isAlive(pid) && commandOf(pid).includes(clusterDir) ? pid : undefined;
}

function unreadable(clusterDir, error) {
  if (error.code !== "EACCES") return error;
  return new Error(
    `The database in ${clusterDir} belongs to another user. Start as that user, ` +
      "or choose another folder with KVITT_DATA_DIR.",
  );
}

// --- joining ---

async function answers(state, timeoutMs) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const sql = connect(urlsOf(state).adminUrl);
    try {
      await sql`select 1`;
      return true;
    } catch (error) {
      if (error.code === "28P01" || Date.now() > deadline) return false;
      await sleep(50);
    } finally {
      await sql.end({ timeout: 1 });
    }
  }
}

function connect(url) {
  return postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
}

async function join(folder, log) {
  const { clusterDir } = chooseClusterDir(folder);
  const pid = livingServer(clusterDir);
  if (pid === undefined) return undefined;
  const state = readState(folder);
  const mine = state !== undefined && state.clusterDir === clusterDir;
  if (mine && (await answers(state, 30_000))) return { ...state, pid };
  log(`PostgreSQL (process ${pid}) runs on ${clusterDir} but does not let us in: stopping it.`);
  await stopServer(pid);
  return undefined;
}

// --- starting ---

async function start(folder, wanted, log) {
  const { clusterDir, user, isOutside } = chooseClusterDir(folder);
  const programs = choosePrograms(user);
  if (isOutside) log(`PostgreSQL's user cannot reach ${folder}: its data lies in ${clusterDir}.`);
  else if (programs.isOutside) log(`PostgreSQL's programs run from a copy in ${programs.native}.`);
  const known = readState(folder);
  // Data that lies outside of a folder that was deleted and made anew must not come back.
  if (isOutside && known === undefined) fs.rmSync(clusterDir, { recursive: true, force: true });
  const { native } = programs;
  const state = await prepareCluster({ folder, clusterDir, user, native, known });
  const started = await launch({ folder, clusterDir, user, native, state, wanted, log });
  await createRoles(started);
  writeState(folder, started);
  return started;
}

function newPasswords() {
  const password = () => crypto.randomBytes(18).toString("hex");
  return { postgres: password(), kvitt_owner: password(), kvitt_app: password() };
}

async function prepareCluster({ folder, clusterDir, user, native, known }) {
  const versionFile = path.join(clusterDir, "PG_VERSION");
  const version = serverVersion(native, user);
  const passwords = known?.passwords ?? newPasswords();
  const state = { version, clusterDir, port: known?.port, passwords };
  if (!fs.existsSync(versionFile)) {
    initialize({ folder, clusterDir, user, native, password: passwords.postgres });
    return state;
  }
  const major = fs.readFileSync(versionFile, "utf8").trim();
  if (major !== version.split(".")[0]) {
    throw new Error(
      `The data in ${clusterDir} is of PostgreSQL ${major}, the installed server is ${version}. ` +
        "Move the data by pg_dump and restore, or choose a fresh folder with KVITT_DATA_DIR.",
    );
  }
  fs.rmSync(path.join(clusterDir, "postmaster.pid"), { force: true });
  if (known === undefined)
    resetPassword({ clusterDir, user, native, password: passwords.postgres });
  return state;
}

function serverVersion(native, user) {
  const out = spawnSync(path.join(native, "bin", "postgres"), ["--version"], {
    encoding: "utf8",
    cwd: "/",
    ...user,
  });
  return out.stdout.trim().split(" ").pop();
}

function initialize({ folder, clusterDir, user, native, password }) {
  const half = `${clusterDir}.init`;
  fs.rmSync(half, { recursive: true, force: true });
  fs.mkdirSync(half, { recursive: true, mode: 0o700 });
  const passwordFile = path.join(half, "password");
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
  const data = path.join(half, "data");
  if (user !== undefined)
    for (const at of [half, passwordFile]) fs.chownSync(at, user.uid, user.gid);
  // The built-in C.UTF-8 sorts alike on every machine, whatever locales the system has.
  const args = ["-D", data, "-U", "postgres", "--encoding=UTF8", "--locale=C"];
  args.push("--locale-provider=builtin", "--builtin-locale=C.UTF-8");
  args.push("--auth=scram-sha-256", `--pwfile=${passwordFile}`);
  const made = spawnSync(path.join(native, "bin", "initdb"), args, {
    encoding: "utf8",
    cwd: half,
    env: { PATH: process.env.PATH, LC_ALL: "C" },
    ...user,
  });
  if (made.status !== 0) {
    const said = made.error ? made.error.message : `${made.stdout}${made.stderr}`.trim();
    fs.rmSync(half, { recursive: true, force: true });
    throw new Error(
      `PostgreSQL could not make its data folder in ${folder}:\n${said}\n${diskCure(said)}`,
    );
  }
  fs.rmSync(clusterDir, { recursive: true, force: true });
  fs.renameSync(data, clusterDir);
  fs.rmSync(half, { recursive: true, force: true });
}

function diskCure(said) {
  if (/no space left/i.test(said)) return "Free some disk space (about 300 MB) and start again.";
  return "Check that the folder is writable, or choose another with KVITT_DATA_DIR.";
}

/** Without postgres.json nobody knows the passwords: set the administrator's anew, with no server running. */
function resetPassword({ clusterDir, user, native, password }) {
  const set = spawnSync(
    path.join(native, "bin", "postgres"),
    ["--single", "-D", clusterDir, "-c", "jit=off", "postgres"],
    {
      input: `ALTER ROLE postgres PASSWORD '${password}';\n`,
      encoding: "utf8",
      cwd: clusterDir,
      ...user,
    },
  );
  if (set.status !== 0)
    throw new Error(`PostgreSQL's password could not be set anew:\n${set.stderr}`);
}

async function launch({ folder, clusterDir, user, native, state, wanted, log }) {
  for (let attempt = 1; ; attempt += 1) {
    const port = await choosePort(state.port, attempt, log);
    const logFile = openLog(folder);
    const from = fs.fstatSync(logFile.descriptor).size;
    const args = ["-D", clusterDir, "-c", `port=${port}`];
    for (const [name, value] of Object.entries(wanted)) args.push("-c", `${name}=${value}`);
    // Its own process group: Ctrl-C in the terminal must not reach it before its clients are gone.
    const child = spawn(path.join(native, "bin", "postgres"), args, {
      cwd: clusterDir,
      detached: true,
      stdio: ["ignore", logFile.descriptor, logFile.descriptor],
      env: { PATH: process.env.PATH, LC_ALL: "C" },
      ...user,
    });
    fs.closeSync(logFile.descriptor);
    child.unref();
    const started = { ...state, port, pid: child.pid };
    if (await isUp(child, started)) return started;
    const said = fs.readFileSync(logFile.path, "utf8").slice(from);
    if (attempt < 4 && /address already in use/i.test(said)) continue;
    const last = said.trim().split("\n").slice(-8).join("\n");
    throw new Error(
      `PostgreSQL did not start; its last words (${logFile.path}):\n${last}\n${diskCure(last)}`,
    );
  }
}

async function choosePort(kept, attempt, log) {
  if (kept === undefined) return freePort();
  if (attempt === 1 && (await isPortFree(kept))) return kept;
  const port = await freePort();
  log(`PostgreSQL's port ${kept} is taken by another program: using ${port}.`);
  return port;
}

function openLog(folder) {
  const logs = path.join(folder, "logs");
  fs.mkdirSync(logs, { recursive: true });
  const file = path.join(logs, "postgres.log");
  if (fs.existsSync(file) && fs.statSync(file).size > 10_000_000)
    fs.renameSync(file, `${file}.old`);
  return { path: file, descriptor: fs.openSync(file, "a") };
}

async function isUp(child, state) {
  let ended = child.pid === undefined;
  child.once("exit", () => (ended = true));
  child.once("error", () => (ended = true));
  const deadline = Date.now() + 120_000;
  while (!ended && Date.now() < deadline) {
    if (await answers(state, 0)) return true;
    await sleep(30);
  }
  if (!ended) await stopServer(child.pid);
  return false;
}

// --- roles ---

async function createRoles(state) {
  const sql = connect(urlsOf(state).adminUrl);
  try {
    for (const role of ["kvitt_owner", "kvitt_app"]) {
      const [found] = await sql`select 1 from pg_roles where rolname = ${role}`;
      const verb = found === undefined ? "create" : "alter";
      await sql.unsafe(`${verb} role ${role} login password '${state.passwords[role]}'`);
    }
    const [made] = await sql`select 1 from pg_database where datname = ${databaseName}`;
    if (made === undefined) {
      await sql.unsafe(`create database ${databaseName} owner kvitt_owner`);
      await sql.unsafe(`revoke all on database ${databaseName} from public`);
      await sql.unsafe(`grant connect on database ${databaseName} to kvitt_app`);
    }
  } finally {
    await sql.end({ timeout: 2 });
  }
}

// --- stopping ---

/** SIGINT ends the clients' transactions and closes the data cleanly; SIGQUIT only if that hangs. */
async function stopServer(pid) {
  for (const [signal, timeoutMs] of [
    ["SIGINT", 20_000],
    ["SIGQUIT", 10_000],
  ]) {
    if (!isAlive(pid)) return;
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (error.code === "ESRCH") return;
      if (error.code === "EPERM")
        throw new Error(`PostgreSQL (process ${pid}) belongs to another user.`, { cause: error });
      throw error;
    }
    if (await waitUntilGone(pid, timeoutMs)) return;
  }
  throw new Error(`PostgreSQL (process ${pid}) does not stop.`);
}
