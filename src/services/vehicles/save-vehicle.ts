import { and, eq, isNull } from "drizzle-orm";
import { asId, isId, type Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { vehicles } from "@/db/schema/vehicles";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { lockActingDriver } from "./lock-driver";
import { selectVehicles, setDefault, type Vehicle } from "./vehicle-row";

/** A car as its driver describes it. */
export type VehicleFacts = Omit<Vehicle, "id" | "isDefault">;

const MOST_CARS = 20;
const MOST_BATTERY = 1_000_000_000n;
const MOST_CONSUMPTION = 200_000_000n;

/**
 * Adds a car of the acting driver, or changes one (`id`). His first is his default. Returns its id.
 * @throws ServiceError FORBIDDEN; NOT_FOUND for a car that is not his; INVALID with `field` for figures that no car
 * has; LIMIT beyond twenty cars.
 */
export async function saveVehicle(
  ctx: Ctx,
  facts: VehicleFacts,
  id: string | null = null,
): Promise<Id<"vehicle">> {
  requireSound(facts);
  return inTransaction(ctx, async (tx) => {
    const driverId = await lockActingDriver(tx);
    const vehicleId =
      id === null ? await add(tx, driverId, facts) : await change(tx, driverId, { id, facts });
    await writeAudit(tx, {
      action: id === null ? "vehicle.add" : "vehicle.change",
      subjectType: "vehicle",
      subjectId: vehicleId,
    });
    return vehicleId;
  });
}

async function add(tx: Ctx, driverId: Id<"driver">, facts: VehicleFacts): Promise<Id<"vehicle">> {
  const own = await selectVehicles(tx, driverId);
  if (own.length >= MOST_CARS) throw new ServiceError("LIMIT", "There are too many cars.");
  const id = newId<"vehicle">();
  await tx.db.insert(vehicles).values({
    tenantId: tx.tenantId,
    id,
    driverId,
    ...facts,
    isDefault: false,
    createdAt: tx.clock.now(),
  });
  if (own.every(({ isDefault }) => !isDefault)) await setDefault(tx, driverId, id);
  return id;
}

async function change(
  tx: Ctx,
  driverId: Id<"driver">,
  { id, facts }: { readonly id: string; readonly facts: VehicleFacts },
): Promise<Id<"vehicle">> {
  const rows = isId(id)
    ? await tx.db
        .update(vehicles)
        .set(facts)
        .where(
          and(
            eq(vehicles.tenantId, tx.tenantId),
            eq(vehicles.driverId, driverId),
            eq(vehicles.id, asId<"vehicle">(id)),
            isNull(vehicles.removedAt),
          ),
        )
        .returning({ id: vehicles.id })
    : [];
  const [row] = rows;
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such car.");
  return row.id;
}

function requireSound(facts: VehicleFacts): void {
  const { name, batteryMicroKwh, consumptionMicroKwh, maxAcW, maxDcW, minCurrentA } = facts;
  const checks: readonly [string, boolean][] = [
    ["name", name.trim() !== "" && name.length <= 64],
    ["batteryMicroKwh", batteryMicroKwh > 0n && batteryMicroKwh <= MOST_BATTERY],
    ["consumptionMicroKwh", consumptionMicroKwh > 0n && consumptionMicroKwh <= MOST_CONSUMPTION],
    ["maxAcW", isWithin(maxAcW, 1_000, 100_000)],
    ["maxDcW", maxDcW === null || isWithin(maxDcW, 1_000, 1_000_000)],
    ["minCurrentA", isWithin(minCurrentA, 6, 32)],
  ];
  const field = checks.find(([, isSound]) => !isSound)?.[0];
  if (field) throw new ServiceError("INVALID", "No car has this figure.", { field });
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}
