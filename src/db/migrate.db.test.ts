import path from "node:path";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { describe, expect, it } from "vitest";
import { migrateDatabase } from "@/db/migrate";
import { testDatabase } from "@/testing/database";

const folder = path.resolve("drizzle");
const database = testDatabase();

describe("migrateDatabase", () => {
  it("applies nothing to a database that is up to date", async () => {
    expect(await migrateDatabase({ ownerUrl: database.ownerUrl, folder })).toBe(0);
  });

  it("lets starters that come at the same time wait for each other", async () => {
    await database.owner.raw`drop schema drizzle cascade`;
    await database.owner.raw`drop schema public cascade`;
    await database.owner.raw`create schema public`;
    const all = readMigrationFiles({ migrationsFolder: folder }).length;
    const applied = await Promise.all(
      [1, 2, 3].map(() => migrateDatabase({ ownerUrl: database.ownerUrl, folder })),
    );
    expect(applied.toSorted((a, b) => a - b)).toEqual([0, 0, all]);
  });

  it("refuses a database that other migrations made", async () => {
    await database.owner.raw`
      update drizzle.__drizzle_migrations set hash = 'other' where id = 1`;
    await expect(migrateDatabase({ ownerUrl: database.ownerUrl, folder })).rejects.toThrow(
      /other migrations/,
    );
  });
});
