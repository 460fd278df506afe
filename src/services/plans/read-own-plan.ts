import type { Ctx } from "@/services/context";
import { requireDriver } from "@/services/require-role";
import { planOfDriver, type DriverPlan } from "./change-driver-plan";

/** The acting driver's plan now, and the changes that come. @throws ServiceError FORBIDDEN. */
export async function readOwnPlan(ctx: Ctx): Promise<DriverPlan> {
  return planOfDriver(ctx, requireDriver(ctx));
}
