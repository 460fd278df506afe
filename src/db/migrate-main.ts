import path from "node:path";
import { readEnv } from "@/config/env";
import { readEmbeddedAddresses } from "./embedded-addresses";
import { migrateDatabase } from "./migrate";

const env = readEnv();
const ownerUrl = env.DATABASE_OWNER_URL ?? readEmbeddedAddresses(env.KVITT_DATA_DIR)?.ownerUrl;

if (ownerUrl === undefined) {
  process.stderr.write(
    `No database to migrate: set DATABASE_OWNER_URL, or start the embedded server of ${env.KVITT_DATA_DIR} (npm run dev).\n`,
  );
  process.exitCode = 1;
} else {
  const started = performance.now();
  try {
    const applied = await migrateDatabase({ ownerUrl, folder: path.resolve("drizzle") });
    const took = `${Math.round(performance.now() - started)} ms`;
    process.stdout.write(
      applied === 0
        ? `The database is up to date (${took}).\n`
        : `Migrations applied: ${applied} (${took}).\n`,
    );
  } catch (error) {
    process.stderr.write(
      `The database could not be migrated: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exitCode = 1;
  }
}
