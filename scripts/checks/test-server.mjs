// The database server of the tests: the one that TEST_DATABASE_ADMIN_URL names, else the embedded one of
// `.data/test`. DATABASE_URL is left alone: tests never run where somebody's data is.
import path from "node:path";
import { root } from "../entries.mjs";
import { say } from "../progress.mjs";

export async function openTestServer() {
  const given = process.env.TEST_DATABASE_ADMIN_URL;
  if (given) return { env: { TEST_DATABASE_ADMIN_URL: given }, stop: async () => {} };
  const { ensurePostgres } = await import("../postgres.mjs");
  const dataDir = path.join(root, ".data", "test");
  const server = await ensurePostgres({ dataDir, isFleeting: true, log: say });
  return { env: { TEST_DATABASE_ADMIN_URL: server.adminUrl }, stop: server.stop };
}
