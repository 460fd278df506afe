import { and, asc, eq, isNull, type SQL } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { ProfileType } from "@/core/smart-charging/charging-preferences";
import { chargingRoutines } from "@/db/schema/vehicles";
import type { Ctx } from "@/services/context";

/** What a driver wants of each charge on some weekdays, at one place or anywhere. */
export interface Routine {
  readonly id: Id<"other">;
  readonly name: string;
  /** Null: the default car. */
  readonly vehicleId: Id<"vehicle"> | null;
  /** Days on which the car leaves, as bits: 1 is Monday, 64 is Sunday. */
  readonly weekdays: number;
  /** Null: any place. */
  readonly locationId: Id<"location"> | null;
  /** "07:00" by the clock at the place; null: not known. */
  readonly departure: string | null;
  /** 10⁻⁶ kWh; null: a range, or as much as goes in. */
  readonly energyMicroKwh: bigint | null;
  readonly rangeKm: number | null;
  readonly style: ProfileType;
  readonly dischargeAllowed: boolean;
  readonly isOn: boolean;
  readonly createdAt: Temporal.Instant;
}

/** A driver's routines that are not removed, as they came. */
export async function selectRoutines(
  ctx: Ctx,
  driverId: Id<"driver">,
  condition?: SQL,
): Promise<readonly Routine[]> {
  const { id, name, vehicleId, weekdays, locationId, departure, energyMicroKwh } = chargingRoutines;
  const { rangeKm, style, dischargeAllowed, isOn, createdAt } = chargingRoutines;
  return ctx.db
    .select({
      id,
      name,
      vehicleId,
      weekdays,
      locationId,
      departure,
      energyMicroKwh,
      rangeKm,
      style,
      dischargeAllowed,
      isOn,
      createdAt,
    })
    .from(chargingRoutines)
    .where(
      and(
        eq(chargingRoutines.tenantId, ctx.tenantId),
        eq(chargingRoutines.driverId, driverId),
        isNull(chargingRoutines.removedAt),
        condition,
      ),
    )
    .orderBy(asc(createdAt), asc(id));
}
