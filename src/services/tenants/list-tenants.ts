import type { Id } from "@/core/ids";
import { tenants } from "@/db/schema/tenants";
import type { Runtime } from "@/services/context";

/** All tenants of the installation; for the worker, which serves them all. */
export async function listTenants(
  runtime: Runtime,
): Promise<{ readonly id: Id<"tenant">; readonly name: string }[]> {
  return runtime.pool.db.select({ id: tenants.id, name: tenants.name }).from(tenants);
}
