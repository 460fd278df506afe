import { and, eq, sql } from "drizzle-orm";
import { energyOfRange } from "@/core/smart-charging/charging-goal";
import { chooseRoutine } from "@/core/smart-charging/routine";
import { chargingGoals } from "@/db/schema/vehicles";
import { drivers } from "@/db/schema/drivers";
import { locations } from "@/db/schema/locations";
import { writeAudit } from "@/services/audit/write-audit";
import { selectRoutines } from "@/services/charging-routines/routine-row";
import type { StoredSession } from "@/services/commands/adopt-session";
import type { Ctx } from "@/services/context";
import { inSavepoint } from "@/services/price-locks/in-savepoint";
import { selectVehicles } from "@/services/vehicles/vehicle-row";
import { findGoal, GOALS_CHANNEL } from "./goal-row";

type DrivenSession = StoredSession & { readonly match: NonNullable<StoredSession["match"]> };

/**
 * Gives a session that has just become ACTIVE the goal of its driver's most exact routine; the worker brings it to the
 * station. Once for each session: what was said by hand stays, and a routine that changes later leaves it alone. Call it
 * in the transaction that stores the session. Never fails.
 */
export async function beginGoal(
  tx: Ctx,
  stored: StoredSession & { readonly wasActive: boolean },
): Promise<void> {
  const { session, match, wasActive } = stored;
  if (!match || session.status !== "ACTIVE" || wasActive) return;
  await inSavepoint(tx, "a routine could not be applied", async (inner) => {
    await applyRoutine(inner, { ...stored, match });
  });
}

async function applyRoutine(tx: Ctx, stored: DrivenSession): Promise<void> {
  const { id: sessionId, session, match } = stored;
  const { driverId } = match;
  const routines = await selectRoutines(tx, driverId);
  if (routines.length === 0 || (await findGoal(tx, sessionId))) return;
  const now = tx.clock.now();
  const place = await readPlace(tx, stored);
  const chosen = chooseRoutine(routines, { at: now, ...place });
  if (!chosen) return;
  const { routine, departureAt } = chosen;
  const cars = await selectVehicles(tx, driverId);
  const car =
    cars.find(({ id }) => id === routine.vehicleId) ?? cars.find((one) => one.isDefault) ?? null;
  const { rangeKm, energyMicroKwh, style } = routine;
  const need = rangeKm !== null && car ? energyOfRange(rangeKm, car) : energyMicroKwh;
  const added = await tx.db
    .insert(chargingGoals)
    .values({
      tenantId: tx.tenantId,
      sessionId,
      driverId,
      vehicleId: car?.id ?? null,
      routineId: routine.id,
      style,
      departureAt,
      energyMicroKwh: need === null ? null : session.kwh + need,
      dischargeAllowed: routine.dischargeAllowed && (car?.canDischarge ?? false),
      said:
        rangeKm !== null && car
          ? { kind: "range", km: rangeKm }
          : { kind: need === null ? "all" : "energy" },
      // The worker finds the way: the session's own message is not to wait for a plan.
      way: "none",
      source: "routine",
      setAt: now,
      dueAt: now,
    })
    .onConflictDoNothing()
    .returning({ sessionId: chargingGoals.sessionId });
  if (added.length === 0) return;
  await writeAudit(tx, {
    action: "charging_goal.routine",
    subjectType: "session",
    subjectId: sessionId,
    detail: { routineId: routine.id },
  });
  await tx.db.execute(sql`select pg_notify(${GOALS_CHANNEL}, '')`);
}

/** Where it charges; the driver's clock where the place has none that we know. */
async function readPlace(tx: Ctx, { partnerId, session, match }: DrivenSession) {
  const [driver] = await tx.db
    .select({ timeZone: drivers.timeZone })
    .from(drivers)
    .where(and(eq(drivers.tenantId, tx.tenantId), eq(drivers.id, match.driverId)));
  const [place] = await tx.db
    .select({ id: locations.id, timeZone: locations.timeZone })
    .from(locations)
    .where(
      and(
        eq(locations.tenantId, tx.tenantId),
        eq(locations.partnerId, partnerId),
        eq(locations.countryCode, session.countryCode.toUpperCase()),
        eq(locations.partyId, session.partyId.toUpperCase()),
        eq(locations.ocpiIdUpper, session.locationId.toUpperCase()),
      ),
    );
  return {
    locationId: place?.id ?? null,
    timeZone: place?.timeZone ?? driver?.timeZone ?? "UTC",
  };
}
