import postgres from "postgres";

import type { Pool } from "@/db/client";
import type { TestTenant } from "@/testing/builders/tenant";
import { type ManyDrivers, manyDrivers } from "@/testing/many-drivers";

/** A tenant of many drivers, made with foreign keys unchecked: a million charges the long way would take longer. */
export async function makeWorld(
  pool: Pool,
  adminUrl: string,
  of: Omit<ManyDrivers, "charges">,
): Promise<TestTenant> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  try {
    await admin.unsafe("set session_replication_role = replica");
    await admin.unsafe("set synchronous_commit = off");
    const tenant = await manyDrivers(pool, admin, { ...of, charges: 10 });
    // As autovacuum does within a minute of a table's first rows.
    await admin.unsafe("vacuum (analyze)");
    await admin.unsafe("checkpoint");
    return tenant;
  } finally {
    await admin.end();
  }
}
