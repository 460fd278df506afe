import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { readMigrationFiles, type MigrationMeta } from "drizzle-orm/migrator";
import postgres from "postgres";

/** Which database to bring up to date, as its owner, and where the migrations lie (`drizzle/`). */
export interface MigrateOptions {
  readonly ownerUrl: string;
  readonly folder: string;
}

interface Applied {
  readonly hash: string;
  readonly at: string;
}

/**
 * Applies the migrations that the database lacks, all in one transaction, and returns how many.
 * Starters that come at the same time wait for each other. A database whose migrations differ
 * from the files is refused: released migrations never change.
 */
export async function migrateDatabase({ ownerUrl, folder }: MigrateOptions): Promise<number> {
  const files = readMigrationFiles({ migrationsFolder: folder });
  // One connection: the lock belongs to it, and the migrator's queries follow on it.
  const client = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    await client`select pg_advisory_lock(hashtext('kvitt.migrate'))`;
    const before = await readApplied(client);
    refuseChanged(before, files);
    await migrate(drizzle(client), { migrationsFolder: folder });
    return (await readApplied(client)).length - before.length;
  } finally {
    await client.end({ timeout: 5 });
  }
}

async function readApplied(client: postgres.Sql): Promise<readonly Applied[]> {
  const [table] = await client`select to_regclass('drizzle.__drizzle_migrations') as name`;
  if (table?.["name"] === null) return [];
  return client<Applied[]>`
    select hash, created_at::text as at from drizzle.__drizzle_migrations order by created_at`;
}

function refuseChanged(applied: readonly Applied[], files: readonly MigrationMeta[]): void {
  for (const { hash, at } of applied) {
    const file = files.find(({ folderMillis }) => String(folderMillis) === at);
    if (file?.hash === hash) continue;
    throw new Error(
      file === undefined
        ? "The database is newer than this program: start the newer one."
        : "The database was made by other migrations than these (an unreleased state). " +
            "Start with a fresh database: for the embedded one, delete its data folder.",
    );
  }
}
