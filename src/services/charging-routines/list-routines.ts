import { and, count, desc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { locations } from "@/db/schema/locations";
import { sessions } from "@/db/schema/sessions";
import { chargingGoals } from "@/db/schema/vehicles";
import type { Ctx } from "@/services/context";
import { requireDriver } from "@/services/require-role";
import { type Routine, selectRoutines } from "./routine-row";

/** A place that a routine can be for. */
export interface RoutinePlace {
  readonly id: Id<"location">;
  readonly name: string;
}

/** A driver's routines with what the page needs to change them. */
export interface RoutineList {
  readonly routines: readonly (Routine & {
    readonly place: string | null;
    /** Charges that run now by it: a change of the routine leaves them as they are. */
    readonly running: number;
  })[];
  /** Where he has charged lately, and where his routines are for. */
  readonly places: readonly RoutinePlace[];
}

const LATEST_PLACES = 20;

/**
 * The acting driver's routines.
 * @throws ServiceError FORBIDDEN without a driver's account.
 */
export async function listRoutines(ctx: Ctx): Promise<RoutineList> {
  const driverId = requireDriver(ctx);
  const routines = await selectRoutines(ctx, driverId);
  const named = routines.flatMap(({ locationId }) => locationId ?? []);
  const [places, running] = await Promise.all([
    readPlaces(ctx, driverId, named),
    countRunning(ctx, driverId),
  ]);
  const nameOf = (id: Id<"location"> | null) => places.find((one) => one.id === id)?.name ?? null;
  return {
    routines: routines.map((routine) => ({
      ...routine,
      place: nameOf(routine.locationId),
      running: running.get(routine.id) ?? 0,
    })),
    places,
  };
}

async function readPlaces(
  ctx: Ctx,
  driverId: Id<"driver">,
  named: readonly Id<"location">[],
): Promise<readonly RoutinePlace[]> {
  const name = sql<string>`coalesce(${locations.name}, ${locations.address})`;
  const columns = { id: locations.id, name };
  const last = sql`max(${sessions.startedAt})`;
  const [visited, own] = await Promise.all([
    ctx.db
      .select(columns)
      .from(sessions)
      .innerJoin(
        locations,
        and(
          eq(locations.tenantId, sessions.tenantId),
          eq(locations.partnerId, sessions.partnerId),
          eq(locations.countryCode, sessions.countryCode),
          eq(locations.partyId, sessions.partyId),
          sql`${locations.ocpiIdUpper} = upper(${sessions.locationOcpiId})`,
        ),
      )
      .where(and(eq(sessions.tenantId, ctx.tenantId), eq(sessions.driverId, driverId)))
      .groupBy(locations.id, locations.name, locations.address)
      .orderBy(desc(last))
      .limit(LATEST_PLACES),
    named.length === 0
      ? []
      : ctx.db
          .select(columns)
          .from(locations)
          .where(and(eq(locations.tenantId, ctx.tenantId), inArray(locations.id, [...named]))),
  ]);
  return [...new Map([...visited, ...own].map((place) => [place.id, place])).values()];
}

async function countRunning(
  ctx: Ctx,
  driverId: Id<"driver">,
): Promise<ReadonlyMap<Id<"other">, number>> {
  const rows = await ctx.db
    .select({ routineId: chargingGoals.routineId, running: count() })
    .from(chargingGoals)
    .innerJoin(
      sessions,
      and(
        eq(sessions.tenantId, chargingGoals.tenantId),
        eq(sessions.id, chargingGoals.sessionId),
        eq(sessions.status, "ACTIVE"),
      ),
    )
    .where(
      and(
        eq(chargingGoals.tenantId, ctx.tenantId),
        eq(chargingGoals.driverId, driverId),
        isNotNull(chargingGoals.routineId),
      ),
    )
    .groupBy(chargingGoals.routineId);
  return new Map(rows.flatMap((row) => (row.routineId ? [[row.routineId, row.running]] : [])));
}
