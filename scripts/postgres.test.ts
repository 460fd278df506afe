import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import postgres from "postgres";
import { afterEach, describe, expect, it } from "vitest";
import { ensurePostgres, readRunningPostgres } from "./postgres.mjs";
import { isAlive, waitUntilGone } from "./processes.mjs";

const folders: string[] = [];
const running: { stop: () => Promise<void> }[] = [];

function freshFolder(mode = 0o755): string {
  const folder = mkdtempSync(path.join(tmpdir(), "kvitt-postgres-test-"));
  chmodSync(folder, mode);
  folders.push(folder);
  return folder;
}

async function start(dataDir: string, log?: (line: string) => void) {
  return keep(await ensurePostgres({ dataDir, log }));
}

function keep<S extends { stop: () => Promise<void> }>(server: S): S {
  running.push(server);
  return server;
}

async function query<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 2 });
  }
}

function clusterOf(dataDir: string): string {
  const state = JSON.parse(readFileSync(path.join(dataDir, "postgres.json"), "utf8")) as {
    clusterDir: string;
  };
  return state.clusterDir;
}

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
  for (const folder of folders.splice(0)) {
    const outside = existsSync(path.join(folder, "postgres.json")) ? clusterOf(folder) : folder;
    rmSync(outside, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
});

describe("ensurePostgres", () => {
  it("starts a server, stops it, and starts it again on the same port with the same data", async () => {
    const dataDir = freshFolder();
    const first = await start(dataDir);
    expect(first.reused).toBe(false);
    await query(first.ownerUrl, async (sql) => {
      await sql`create table kept (word text)`;
      await sql`insert into kept values ('quits')`;
    });
    await first.stop();
    expect(await readRunningPostgres(dataDir)).toBeUndefined();
    expect(isAlive(first.pid)).toBe(false);

    const second = await start(dataDir);
    expect(second.port).toBe(first.port);
    expect(second.ownerUrl).toBe(first.ownerUrl);
    expect(await query(second.ownerUrl, (sql) => sql`select word from kept`)).toEqual([
      { word: "quits" },
    ]);
  });

  it("gives the application's role no right but to connect", async () => {
    const server = await start(freshFolder());
    await query(server.ownerUrl, (sql) => sql`create table secret (x int)`);
    await query(server.appUrl, async (sql) => {
      await expect(sql`select * from secret`).rejects.toThrow(/permission denied/);
      await expect(sql`create table mine (x int)`).rejects.toThrow(/permission denied/);
      await expect(sql`set role kvitt_owner`).rejects.toThrow(/permission denied/);
    });
  });

  it("answers on the loopback address only, asks for the password, and commits durably", async () => {
    const server = await start(freshFolder());
    const settings = await query(
      server.adminUrl,
      (sql) => sql`
        select name, setting from pg_settings
        where name in ('listen_addresses', 'unix_socket_directories', 'jit', 'synchronous_commit', 'fsync')
        order by name`,
    );
    expect(settings.map((row) => `${row["name"]}=${row["setting"]}`)).toEqual([
      "fsync=on",
      "jit=off",
      "listen_addresses=127.0.0.1",
      "synchronous_commit=on",
      "unix_socket_directories=",
    ]);
    const wrong = server.appUrl.replace(/:[^:@]+@/, ":wrong@");
    await expect(query(wrong, (sql) => sql`select 1`)).rejects.toThrow(/password/);
  });

  it("does not wait for the disk only where it is told that the data is fleeting", async () => {
    const dataDir = freshFolder();
    const durability = (url: string) =>
      query(url, async (sql) => {
        const rows = await sql<{ setting: string }[]>`
          select setting from pg_settings
          where name in ('fsync', 'full_page_writes', 'synchronous_commit') order by name`;
        return rows.map(({ setting }) => setting);
      });
    const fleeting = keep(await ensurePostgres({ dataDir, isFleeting: true }));
    expect(await durability(fleeting.adminUrl)).toEqual(["off", "off", "off"]);
    await fleeting.stop();
    expect(await durability((await start(dataDir)).adminUrl)).toEqual(["on", "on", "on"]);
  });

  it("keeps the passwords from other users of the machine", async () => {
    const dataDir = freshFolder();
    await start(dataDir);
    expect(statSync(path.join(dataDir, "postgres.json")).mode & 0o077).toBe(0);
  });

  it("joins a running server, and only the last user stops it", async () => {
    const dataDir = freshFolder();
    const first = await start(dataDir);
    const lease = path.join(dataDir, "postgres-users", String(process.ppid));
    mkdirSync(path.dirname(lease), { recursive: true });
    // Another living process uses the server: our own parent stands in for it.
    writeFileSync(lease, "");
    const second = await start(dataDir);
    expect(second).toMatchObject({ reused: true, pid: first.pid, port: first.port });
    await second.stop();
    expect(isAlive(first.pid)).toBe(true);
    rmSync(lease);
    await second.stop();
    expect(isAlive(first.pid)).toBe(false);
  });

  it("starts one server only when two starts come at the same time", async () => {
    const dataDir = freshFolder();
    const [one, two] = await Promise.all([start(dataDir), start(dataDir)]);
    expect(one.pid).toBe(two.pid);
    expect(one.reused).not.toBe(two.reused);
  });

  it("recovers what was committed before kill -9", async () => {
    const dataDir = freshFolder();
    const first = await start(dataDir);
    await query(first.ownerUrl, (sql) => sql`create table survived as select 7 as n`);
    process.kill(first.pid, "SIGKILL");
    expect(await waitUntilGone(first.pid, 10_000)).toBe(true);
    expect(await readRunningPostgres(dataDir)).toBeUndefined();
    const second = await start(dataDir);
    expect(second.reused).toBe(false);
    expect(await query(second.ownerUrl, (sql) => sql`select n from survived`)).toEqual([{ n: 7 }]);
  });

  it("takes another port and says so when its own was taken meanwhile", async () => {
    const dataDir = freshFolder();
    const first = await start(dataDir);
    await first.stop();
    const blocker = net.createServer();
    await new Promise<void>((resolve) => blocker.listen(first.port, "127.0.0.1", resolve));
    const lines: string[] = [];
    try {
      const second = await start(dataDir, (line) => lines.push(line));
      expect(second.port).not.toBe(first.port);
      expect(lines.join("\n")).toContain(`port ${first.port} is taken`);
    } finally {
      await new Promise((resolve) => blocker.close(resolve));
    }
  });

  it("lets its data in again when the file with the passwords was lost", async () => {
    const dataDir = freshFolder();
    const first = await start(dataDir);
    await query(first.ownerUrl, (sql) => sql`create table kept as select 1 as n`);
    await first.stop();
    rmSync(path.join(dataDir, "postgres.json"));
    const second = await start(dataDir);
    expect(await query(second.ownerUrl, (sql) => sql`select n from kept`)).toEqual([{ n: 1 }]);
  });
});

describe.runIf(process.getuid?.() === 0)("ensurePostgres as root", () => {
  it("drops to a user without rights", async () => {
    const dataDir = freshFolder();
    const server = await start(dataDir);
    const status = readFileSync(`/proc/${server.pid}/status`, "utf8");
    expect(/^Uid:\s+(\d+)/m.exec(status)?.[1]).not.toBe("0");
  });

  it("works in a folder that only root may enter, and says where the data lies", async () => {
    const closed = freshFolder(0o700);
    const dataDir = path.join(closed, "data");
    mkdirSync(dataDir);
    const lines: string[] = [];
    const server = await start(dataDir, (line) => lines.push(line));
    const clusterDir = clusterOf(dataDir);
    expect(clusterDir.startsWith(closed)).toBe(false);
    expect(lines.join("\n")).toContain(clusterDir);
    expect(await query(server.ownerUrl, (sql) => sql`select 1 as n`)).toEqual([{ n: 1 }]);
    await server.stop();
    rmSync(clusterDir, { recursive: true, force: true });
  });
});
