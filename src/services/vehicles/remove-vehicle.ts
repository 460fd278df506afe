import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { asId, isId, type Id } from "@/core/ids";
import { vehicles } from "@/db/schema/vehicles";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { lockActingDriver } from "./lock-driver";
import { selectVehicles, setDefault } from "./vehicle-row";

/**
 * Takes a car off the acting driver's list; it stays for what it charged, and can be brought back. If it was the
 * default, the oldest of the others is.
 * @throws ServiceError FORBIDDEN; NOT_FOUND for a car that is not on his list.
 */
export async function removeVehicle(ctx: Ctx, id: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const driverId = await lockActingDriver(tx);
    // A removed default stays marked, so that it is the default again when it comes back.
    const removed = await mark(tx, driverId, { id, removedAt: tx.clock.now() });
    const [next] = await selectVehicles(tx, driverId);
    if (removed.isDefault && next) await setDefault(tx, driverId, next.id);
    await tell(tx, "vehicle.remove", removed.id);
  });
}

/**
 * Brings a removed car back, as the default if it was that.
 * @throws ServiceError FORBIDDEN; NOT_FOUND for a car of his that was not removed.
 */
export async function restoreVehicle(ctx: Ctx, id: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const driverId = await lockActingDriver(tx);
    const wasDefault = await isMarkedDefault(tx, driverId, id);
    if (wasDefault) await setDefault(tx, driverId, null);
    const { id: vehicleId } = await mark(tx, driverId, { id, removedAt: null });
    await tell(tx, "vehicle.restore", vehicleId);
  });
}

/**
 * Makes a car the one that counts where the acting driver names none.
 * @throws ServiceError FORBIDDEN; NOT_FOUND for a car that is not on his list.
 */
export async function makeDefaultVehicle(ctx: Ctx, id: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const driverId = await lockActingDriver(tx);
    const own = await selectVehicles(tx, driverId);
    const car = own.find((one) => one.id === id);
    if (!car) throw new ServiceError("NOT_FOUND", "There is no such car.");
    await setDefault(tx, driverId, car.id);
    await tell(tx, "vehicle.default", car.id);
  });
}

const whichOf = (tx: Ctx, driverId: Id<"driver">, id: string) =>
  and(
    eq(vehicles.tenantId, tx.tenantId),
    eq(vehicles.driverId, driverId),
    eq(vehicles.id, asId<"vehicle">(id)),
  );

async function mark(
  tx: Ctx,
  driverId: Id<"driver">,
  { id, removedAt }: { readonly id: string; readonly removedAt: Temporal.Instant | null },
) {
  const isOther = removedAt ? isNull(vehicles.removedAt) : isNotNull(vehicles.removedAt);
  const [row] = isId(id)
    ? await tx.db
        .update(vehicles)
        .set({ removedAt })
        .where(and(whichOf(tx, driverId, id), isOther))
        .returning({ id: vehicles.id, isDefault: vehicles.isDefault })
    : [];
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such car.");
  return row;
}

async function isMarkedDefault(tx: Ctx, driverId: Id<"driver">, id: string): Promise<boolean> {
  if (!isId(id)) return false;
  const [row] = await tx.db
    .select({ isDefault: vehicles.isDefault })
    .from(vehicles)
    .where(and(whichOf(tx, driverId, id), isNotNull(vehicles.removedAt)));
  return row?.isDefault ?? false;
}

async function tell(tx: Ctx, action: string, subjectId: Id<"vehicle">): Promise<void> {
  await writeAudit(tx, { action, subjectType: "vehicle", subjectId });
}
