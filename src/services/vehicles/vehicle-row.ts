import { and, asc, desc, eq, isNull, type SQL } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { vehicles } from "@/db/schema/vehicles";
import type { Ctx } from "@/services/context";

/** A driver's car. Energy in 10⁻⁶ kWh. */
export interface Vehicle {
  readonly id: Id<"vehicle">;
  readonly name: string;
  readonly batteryMicroKwh: bigint;
  /** For 100 km. */
  readonly consumptionMicroKwh: bigint;
  /** OCPI ConnectorType of its AC inlet. */
  readonly connector: string;
  readonly phases: 1 | 2 | 3;
  readonly maxAcW: number;
  /** Null: no direct current. */
  readonly maxDcW: number | null;
  readonly minCurrentA: number;
  readonly canDischarge: boolean;
  readonly isDefault: boolean;
}

/** A driver's cars that are not removed, or one of them: the default first, then as they came. */
export async function selectVehicles(
  ctx: Ctx,
  driverId: Id<"driver">,
  condition?: SQL,
): Promise<readonly Vehicle[]> {
  const { id, name, batteryMicroKwh, consumptionMicroKwh, connector, phases } = vehicles;
  const { maxAcW, maxDcW, minCurrentA, canDischarge, isDefault, createdAt } = vehicles;
  return ctx.db
    .select({
      id,
      name,
      batteryMicroKwh,
      consumptionMicroKwh,
      connector,
      phases,
      maxAcW,
      maxDcW,
      minCurrentA,
      canDischarge,
      isDefault,
    })
    .from(vehicles)
    .where(
      and(
        eq(vehicles.tenantId, ctx.tenantId),
        eq(vehicles.driverId, driverId),
        isNull(vehicles.removedAt),
        condition,
      ),
    )
    .orderBy(desc(isDefault), asc(createdAt), asc(id));
}

/** Makes one car a driver's default and no other. Call it while his row is held; null: none is. */
export async function setDefault(
  tx: Ctx,
  driverId: Id<"driver">,
  vehicleId: Id<"vehicle"> | null,
): Promise<void> {
  const own = and(
    eq(vehicles.tenantId, tx.tenantId),
    eq(vehicles.driverId, driverId),
    isNull(vehicles.removedAt),
  );
  await tx.db
    .update(vehicles)
    .set({ isDefault: false })
    .where(and(own, eq(vehicles.isDefault, true)));
  if (vehicleId === null) return;
  await tx.db
    .update(vehicles)
    .set({ isDefault: true })
    .where(and(own, eq(vehicles.id, vehicleId)));
}
