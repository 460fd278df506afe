import type { Ctx } from "@/services/context";
import { requireDriverUse } from "@/services/require-role";
import { selectVehicles, type Vehicle } from "./vehicle-row";

/**
 * The cars of the account that is used, the default first. Nobody else sees them.
 * @throws ServiceError FORBIDDEN without a driver's account.
 */
export async function listVehicles(ctx: Ctx): Promise<readonly Vehicle[]> {
  return selectVehicles(ctx, requireDriverUse(ctx).driverId);
}
