import { createHash } from "node:crypto";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { readMigrationFiles } from "drizzle-orm/migrator";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { migrateDatabase } from "@/db/migrate";
import { urlOf } from "./database-url";

declare module "vitest" {
  interface ProvidedContext {
    /** The server of this run (its administrator) and the migrated database that suites copy. */
    testServer: { readonly adminUrl: string; readonly template: string };
  }
}

const folder = path.resolve("drizzle");

/**
 * Before the first suite: finds the server (`TEST_DATABASE_ADMIN_URL`, else the embedded one of `.data/test`)
 * and migrates the template database, once per state of the migrations.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env["TEST_DATABASE_ADMIN_URL"];
  const embedded = given ? undefined : await startEmbedded();
  const adminUrl = given || embedded?.adminUrl;
  if (!adminUrl) throw new Error("There is no database server for the tests.");
  const admin = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  try {
    await dropAbandoned(admin);
    project.provide("testServer", { adminUrl, template: await prepareTemplate(admin, adminUrl) });
  } finally {
    await admin.end({ timeout: 5 });
  }
  return async () => embedded?.stop();
}

/** What the start scripts offer: they are plain JavaScript outside of src, found by their address. */
interface Launcher {
  ensurePostgres(options: { dataDir: string; isFleeting: boolean }): Promise<{
    readonly adminUrl: string;
    stop(): Promise<void>;
  }>;
}

async function startEmbedded() {
  const address = pathToFileURL(path.resolve("scripts/postgres.mjs")).href;
  const launcher = (await import(/* @vite-ignore */ address)) as Launcher;
  return launcher.ensurePostgres({ dataDir: ".data/test", isFleeting: true });
}

async function prepareTemplate(admin: postgres.Sql, adminUrl: string): Promise<string> {
  const hash = createHash("sha256");
  for (const file of readMigrationFiles({ migrationsFolder: folder })) hash.update(file.hash);
  const template = `kvitt_template_${hash.digest("hex").slice(0, 12)}`;
  // Several runs may share the server: one prepares, the others wait. The lock ends with the connection.
  await admin`select pg_advisory_lock(hashtext('kvitt.test-template'))`;
  const [found] = await admin`select 1 from pg_database where datname = ${template}`;
  if (found) return template;
  const half = `${template}_half`;
  await createRoles(admin);
  await admin.unsafe(`drop database if exists ${half} with (force)`);
  await admin.unsafe(`create database ${half} owner kvitt_owner`);
  await migrateDatabase({ ownerUrl: urlOf(adminUrl, half, "kvitt_owner"), folder });
  await admin.unsafe(`alter database ${half} rename to ${template}`);
  return template;
}

async function createRoles(admin: postgres.Sql): Promise<void> {
  for (const role of ["kvitt_owner", "kvitt_app"]) {
    const [found] = await admin`select 1 from pg_roles where rolname = ${role}`;
    if (!found) await admin.unsafe(`create role ${role} nologin`);
  }
}

/** Databases that killed runs left behind. Their names carry the second they were made; no run lasts two hours. */
async function dropAbandoned(admin: postgres.Sql): Promise<void> {
  const rows = await admin<{ name: string }[]>`
    select datname as name from pg_database d
    where datname ~ '^kvitt_test_[0-9]+_' and split_part(datname, '_', 3)::bigint < extract(epoch from now()) - 7200
      and not exists (select 1 from pg_stat_activity a where a.datid = d.oid)`;
  for (const { name } of rows) await admin.unsafe(`drop database if exists ${name}`);
}
