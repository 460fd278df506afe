import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { asId, isId, type Id } from "@/core/ids";
import { ALL_WEEKDAYS } from "@/core/smart-charging/routine";
import { newId } from "@/db/new-id";
import { locations } from "@/db/schema/locations";
import { chargingRoutines } from "@/db/schema/vehicles";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { lockActingDriver } from "@/services/vehicles/lock-driver";
import { selectVehicles } from "@/services/vehicles/vehicle-row";
import { type Routine, selectRoutines } from "./routine-row";

/** A routine as its driver describes it. */
export type RoutineFacts = Omit<Routine, "id" | "createdAt" | "isOn">;

const MOST_ROUTINES = 50;
const CLOCK = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/**
 * Adds a routine of the acting driver, or changes one (`id`). It counts for charges that begin from now on; a charge
 * that runs keeps its goal. Returns its id.
 * @throws ServiceError FORBIDDEN; NOT_FOUND for a routine, car or place that is not there for him; INVALID with
 * `field`; LIMIT beyond fifty.
 */
export async function saveRoutine(
  ctx: Ctx,
  facts: RoutineFacts,
  id: string | null = null,
): Promise<Id<"other">> {
  requireSound(facts);
  return inTransaction(ctx, async (tx) => {
    const driverId = await lockActingDriver(tx);
    await requireOwn(tx, driverId, facts);
    const routineId =
      id === null
        ? await add(tx, driverId, facts)
        : await change(tx, driverId, { id, values: facts });
    const action = id === null ? "routine.add" : "routine.change";
    await writeAudit(tx, { action, subjectType: "charging_routine", subjectId: routineId });
    return routineId;
  });
}

/**
 * Lets a routine rest, or count again. @throws ServiceError FORBIDDEN, NOT_FOUND.
 */
export async function switchRoutine(ctx: Ctx, id: string, isOn: boolean): Promise<void> {
  await changeAlone(ctx, { id, values: { isOn }, action: isOn ? "routine.on" : "routine.off" });
}

/** Takes a routine off the list; it can be brought back. @throws ServiceError FORBIDDEN, NOT_FOUND. */
export async function removeRoutine(ctx: Ctx, id: string): Promise<void> {
  const removedAt = ctx.clock.now();
  await changeAlone(ctx, { id, values: { removedAt }, action: "routine.remove" });
}

/** Brings a removed routine back. @throws ServiceError FORBIDDEN; NOT_FOUND, also for one that stands. */
export async function restoreRoutine(ctx: Ctx, id: string): Promise<void> {
  await changeAlone(ctx, { id, values: { removedAt: null }, action: "routine.restore" });
}

interface Change {
  readonly id: string;
  readonly values: Partial<typeof chargingRoutines.$inferInsert>;
}

async function changeAlone(ctx: Ctx, one: Change & { readonly action: string }): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const driverId = await lockActingDriver(tx);
    const subjectId = await change(tx, driverId, one);
    await writeAudit(tx, { action: one.action, subjectType: "charging_routine", subjectId });
  });
}

async function change(
  tx: Ctx,
  driverId: Id<"driver">,
  { id, values }: Change,
): Promise<Id<"other">> {
  const { removedAt } = chargingRoutines;
  const [row] = isId(id)
    ? await tx.db
        .update(chargingRoutines)
        .set(values)
        .where(
          and(
            eq(chargingRoutines.tenantId, tx.tenantId),
            eq(chargingRoutines.driverId, driverId),
            eq(chargingRoutines.id, asId<"other">(id)),
            values.removedAt === null ? isNotNull(removedAt) : isNull(removedAt),
          ),
        )
        .returning({ id: chargingRoutines.id })
    : [];
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such routine.");
  return row.id;
}

async function add(tx: Ctx, driverId: Id<"driver">, facts: RoutineFacts): Promise<Id<"other">> {
  const own = await selectRoutines(tx, driverId);
  if (own.length >= MOST_ROUTINES) throw new ServiceError("LIMIT", "There are too many routines.");
  const id = newId<"other">();
  await tx.db.insert(chargingRoutines).values({
    tenantId: tx.tenantId,
    id,
    driverId,
    ...facts,
    createdAt: tx.clock.now(),
  });
  return id;
}

async function requireOwn(
  tx: Ctx,
  driverId: Id<"driver">,
  { vehicleId, locationId, rangeKm }: RoutineFacts,
): Promise<void> {
  const cars = await selectVehicles(tx, driverId);
  if (vehicleId !== null && !cars.some(({ id }) => id === vehicleId)) {
    throw new ServiceError("NOT_FOUND", "There is no such car.", { field: "vehicleId" });
  }
  if (rangeKm !== null && cars.length === 0) {
    throw new ServiceError("INVALID", "A range needs a car.", { field: "rangeKm" });
  }
  if (locationId === null) return;
  const [place] = await tx.db
    .select({ id: locations.id })
    .from(locations)
    .where(and(eq(locations.tenantId, tx.tenantId), eq(locations.id, locationId)));
  if (!place) {
    throw new ServiceError("NOT_FOUND", "There is no such place.", { field: "locationId" });
  }
}

function requireSound(facts: RoutineFacts): void {
  const { name, weekdays, departure, energyMicroKwh, rangeKm } = facts;
  const checks: readonly [string, boolean][] = [
    ["name", name.trim() !== "" && name.length <= 64],
    ["weekdays", Number.isInteger(weekdays) && weekdays >= 1 && weekdays <= ALL_WEEKDAYS],
    ["departure", departure === null || CLOCK.test(departure)],
    ["energyMicroKwh", energyMicroKwh === null || energyMicroKwh > 0n],
    [
      "rangeKm",
      rangeKm === null || (Number.isSafeInteger(rangeKm) && rangeKm > 0 && rangeKm < 2_000),
    ],
    ["rangeKm", energyMicroKwh === null || rangeKm === null],
  ];
  const field = checks.find(([, isSound]) => !isSound)?.[0];
  if (field) throw new ServiceError("INVALID", "That is no such figure.", { field });
}
