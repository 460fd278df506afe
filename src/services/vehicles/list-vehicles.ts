import type { Ctx } from "@/services/context";
import { requireDriver } from "@/services/require-role";
import { selectVehicles, type Vehicle } from "./vehicle-row";

/**
 * The acting driver's cars, the default first. Nobody else sees them.
 * @throws ServiceError FORBIDDEN without a driver's account.
 */
export async function listVehicles(ctx: Ctx): Promise<readonly Vehicle[]> {
  return selectVehicles(ctx, requireDriver(ctx));
}
