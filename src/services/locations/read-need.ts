import { eq } from "drizzle-orm";
import { asId, isId, type Id } from "@/core/ids";
import { EXAMPLE } from "@/core/rating/quote";
import type { PlannedCharge } from "@/core/rating/quote-plan";
import { vehicles } from "@/db/schema/vehicles";
import type { Ctx } from "@/services/context";
import { requireDriverUse } from "@/services/require-role";
import { selectVehicles, type Vehicle } from "@/services/vehicles/vehicle-row";

/** A charge that a driver has in mind, as he says it. */
export interface ChargeWish extends PlannedCharge {
  /** A car of his account; null: any car, which takes what the connector gives. */
  readonly vehicleId?: string | null | undefined;
}

/** A wish with what is known of its car. */
export interface ChargeNeed {
  /** What is charged: never more than the car's battery holds. */
  readonly charge: PlannedCharge;
  /** What was asked for. */
  readonly asked: PlannedCharge;
  readonly car: Vehicle | null;
}

/**
 * Reads a wish: its car, and what of it that car can hold. A car that is not there (any more) is none.
 * @throws ServiceError FORBIDDEN for people who do not charge on an account.
 */
export async function readNeed(ctx: Ctx, wish: ChargeWish = EXAMPLE): Promise<ChargeNeed> {
  const { energy, minutes, vehicleId } = wish;
  const asked = { energy, minutes };
  const { driverId } = requireDriverUse(ctx);
  const car = vehicleId && isId(vehicleId) ? await findCar(ctx, driverId, vehicleId) : null;
  const most = car?.batteryMicroKwh ?? energy;
  return { charge: { minutes, energy: energy < most ? energy : most }, asked, car };
}

async function findCar(ctx: Ctx, driverId: Id<"driver">, id: string): Promise<Vehicle | null> {
  const [car = null] = await selectVehicles(ctx, driverId, eq(vehicles.id, asId<"vehicle">(id)));
  return car;
}
