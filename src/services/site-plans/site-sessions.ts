import { and, asc, desc, eq, gte, inArray, isNull, or } from "drizzle-orm";
import { asId, type Id } from "@/core/ids";
import { whOf } from "@/core/smart-charging/charging-goal";
import type { SiteDescription, SiteNode } from "@/core/smart-charging/site/site-description";
import { powerSamples } from "@/core/smart-charging/site-state/power-samples";
import type {
  StateCar,
  StateGoal,
  StateSession,
} from "@/core/smart-charging/site-state/site-state";
import { sessionReadings, sessions } from "@/db/schema/sessions";
import { chargingGoals, vehicles } from "@/db/schema/vehicles";
import type { Ctx } from "@/services/context";
import { findHindrance } from "@/services/charging/steered-session";
import { plugKey, type SitePlug } from "./site-plugs";
import { readSteerings } from "./told-wishes";

/** A session that charges at a site, and the charging point that it is at. */
export interface SiteSession {
  readonly row: typeof sessions.$inferSelect;
  readonly node: SiteNode;
  /** As the planner sees it, fed by its own charging point. */
  readonly state: StateSession;
}

/** Power is read off the meter over this time. */
const SAMPLED = { minutes: 75 } as const;
/** A session that began longer ago has been forgotten by its CPO. */
const LONGEST = { hours: 24 * 14 } as const;

/** A session and its charging point may tell of the same moment apart: so long is a session's word waited for. */
const SILENT = { minutes: 10 } as const;

/**
 * The sessions that charge at a site's charging points. Of two at one point the newer counts: its CPO never ended the
 * other. Nor did it end one whose charging point has said since that it is free: that draws nothing.
 */
export async function readSiteSessions(
  ctx: Ctx,
  site: SiteDescription,
  plugs: ReadonlyMap<string, SitePlug>,
): Promise<readonly SiteSession[]> {
  const rows = await ctx.db
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.tenantId, ctx.tenantId),
        eq(sessions.status, "ACTIVE"),
        eq(sessions.partnerId, asId<"partner">(site.partnerId)),
        eq(sessions.countryCode, site.countryCode),
        eq(sessions.partyId, site.partyId),
        gte(sessions.startedAt, ctx.clock.now().subtract(LONGEST)),
      ),
    )
    .orderBy(desc(sessions.startedAt), desc(sessions.id));
  const here = new Map<string, typeof sessions.$inferSelect>();
  for (const row of rows) {
    const key = plugKey(row.locationOcpiId, row.evseUid);
    const plug = plugs.get(key);
    if (plug && !here.has(key) && !hasLeft(ctx, row, plug)) here.set(key, row);
  }
  const ids = [...here.values()].map(({ id }) => id);
  if (ids.length === 0) return [];
  const goals = await readGoals(ctx, ids);
  const readings = await readReadings(ctx, ids);
  const steerings = await readSteerings(ctx, ids);
  const found: SiteSession[] = [];
  const closed = new Map<string, string | null>();
  for (const [key, row] of here) {
    const { node, capabilities, plugOf } = plugs.get(key)!;
    if (!closed.has(row.purpose)) closed.set(row.purpose, await hindranceOf(ctx, row));
    const isCapable = capabilities === null || capabilities.includes("CHARGING_PROFILE_CAPABLE");
    found.push({
      row,
      node,
      state: {
        id: row.id,
        nodeId: node.id,
        startedAt: row.startedAt,
        plug: plugOf(row.connectorId),
        ...(goals.get(row.id) ?? { goal: null, car: null }),
        deliveredWh: whOf(row.energyMicroKwh),
        samples: powerSamples(readings.get(row.id) ?? []),
        hindrance: closed.get(row.purpose) ?? (isCapable ? null : "not-capable"),
        steering: steerings.get(row.id)!,
      },
    });
  }
  return found.toSorted((a, b) => a.node.position - b.node.position);
}

/** Whether a session's charging point has become free since its last word, and it has said nothing for a while. */
function hasLeft(
  { clock }: Ctx,
  { lastUpdated }: typeof sessions.$inferSelect,
  { freeSince }: SitePlug,
): boolean {
  if (freeSince === null || Temporal.Instant.compare(freeSince, lastUpdated) <= 0) return false;
  return Temporal.Instant.compare(lastUpdated.add(SILENT), clock.now()) <= 0;
}

/** What keeps a CPO from being told anything, whichever EVSE it is: that is looked at apart, for all at once. */
function hindranceOf(ctx: Ctx, row: typeof sessions.$inferSelect): Promise<string | null> {
  return findHindrance(ctx, { ...row, evseUid: "" }, "profile");
}

type Said = { readonly goal: StateGoal | null; readonly car: StateCar | null };

async function readGoals(
  ctx: Ctx,
  ids: readonly Id<"session">[],
): Promise<ReadonlyMap<string, Said>> {
  const rows = await ctx.db
    .select({ goal: chargingGoals, car: vehicles })
    .from(chargingGoals)
    .leftJoin(
      vehicles,
      and(eq(vehicles.tenantId, chargingGoals.tenantId), eq(vehicles.id, chargingGoals.vehicleId)),
    )
    .where(
      and(
        eq(chargingGoals.tenantId, ctx.tenantId),
        inArray(chargingGoals.sessionId, [...ids]),
        // A car that was removed meanwhile is still the one that is plugged in.
        or(isNull(vehicles.id), eq(vehicles.tenantId, ctx.tenantId)),
      ),
    );
  return new Map(
    rows.map(({ goal, car }) => [
      goal.sessionId,
      {
        goal: {
          style: goal.style,
          departureAt: goal.departureAt,
          energyWh: goal.energyMicroKwh === null ? null : whOf(goal.energyMicroKwh),
          boostedAt: goal.boostedAt,
        },
        car: car && { ...car, batteryWh: whOf(car.batteryMicroKwh) },
      },
    ]),
  );
}

type Reading = typeof sessionReadings.$inferSelect;

async function readReadings(
  ctx: Ctx,
  ids: readonly Id<"session">[],
): Promise<ReadonlyMap<string, readonly Reading[]>> {
  const rows = await ctx.db
    .select()
    .from(sessionReadings)
    .where(
      and(
        eq(sessionReadings.tenantId, ctx.tenantId),
        inArray(sessionReadings.sessionId, [...ids]),
        gte(sessionReadings.at, ctx.clock.now().subtract(SAMPLED)),
      ),
    )
    .orderBy(asc(sessionReadings.at));
  return Map.groupBy(rows, ({ sessionId }) => sessionId as string);
}
