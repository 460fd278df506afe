import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { drivers } from "@/db/schema/drivers";
import type { Ctx } from "@/services/context";
import { requireDriver } from "@/services/require-role";

/**
 * The acting driver's id, his row held for the transaction: what he owns changes one deed at a time.
 * @throws ServiceError UNAUTHENTICATED, FORBIDDEN without a driver's account.
 */
export async function lockActingDriver(tx: Ctx): Promise<Id<"driver">> {
  const driverId = requireDriver(tx);
  await tx.db
    .select({ id: drivers.id })
    .from(drivers)
    .where(and(eq(drivers.tenantId, tx.tenantId), eq(drivers.id, driverId)))
    .for("update");
  return driverId;
}
