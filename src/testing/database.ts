import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, inject } from "vitest";
import { openPool, type Pool } from "@/db/client";
import { urlOf } from "./database-url";

/** A migrated database of one suite's own, and the two roles that reach it. */
export interface TestDatabase {
  /** What the product sees: the application's role. */
  readonly pool: Pool;
  /** The owner, for what the application may not do. */
  readonly owner: Pool;
  readonly appUrl: string;
  readonly ownerUrl: string;
}

/** Copies the template to a fresh database; `drop` closes the pools and removes it. */
async function createTestDatabase(): Promise<TestDatabase & { drop(): Promise<void> }> {
  const { adminUrl, template } = inject("testServer");
  const name = `kvitt_test_${Math.floor(Date.now() / 1000)}_${randomBytes(6).toString("hex")}`;
  await asAdmin(adminUrl, `create database ${name} template ${template} owner kvitt_owner`);
  const appUrl = urlOf(adminUrl, name, "kvitt_app");
  const ownerUrl = urlOf(adminUrl, name, "kvitt_owner");
  const pool = openPool({ url: appUrl, max: 24, applicationName: "test" });
  const owner = openPool({ url: ownerUrl, max: 4, applicationName: "test-owner" });
  const drop = async () => {
    await Promise.all([pool.close(), owner.close()]);
    await asAdmin(adminUrl, `drop database if exists ${name} with (force)`);
  };
  return { pool, owner, appUrl, ownerUrl, drop };
}

/**
 * A database for the suite that calls it at its top level: made before its first test, dropped after its
 * last. Its fields may be read inside tests and hooks.
 */
export function testDatabase(): TestDatabase {
  let made: Awaited<ReturnType<typeof createTestDatabase>> | undefined;
  const current = () => {
    if (!made) throw new Error("The test database is there only inside tests and hooks.");
    return made;
  };
  beforeAll(async () => {
    made = await createTestDatabase();
  });
  afterAll(async () => made?.drop());
  return {
    get pool() {
      return current().pool;
    },
    get owner() {
      return current().owner;
    },
    get appUrl() {
      return current().appUrl;
    },
    get ownerUrl() {
      return current().ownerUrl;
    },
  };
}

async function asAdmin(adminUrl: string, statement: string): Promise<void> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  try {
    await admin.unsafe(statement);
  } finally {
    await admin.end({ timeout: 5 });
  }
}
