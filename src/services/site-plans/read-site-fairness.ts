import { and, asc, eq, gte, inArray, or, sql } from "drizzle-orm";
import { asId, type Id } from "@/core/ids";
import { whOf } from "@/core/smart-charging/charging-goal";
import type { SiteDescription } from "@/core/smart-charging/site/site-description";
import type { PlanReason } from "@/core/smart-charging/site-plan/site-problem";
import {
  type Fairness,
  fairnessOf,
  type HeldStretch,
  sumUpHolds,
} from "@/core/smart-charging/site-state/fairness";
import { sitePlans, sitePlanSessions } from "@/db/schema/site-plans";
import { sessions } from "@/db/schema/sessions";
import { chargingGoals } from "@/db/schema/vehicles";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { readSite } from "@/services/sites/read-site";
import { plugKey } from "./site-plugs";

/** A session of the day with what it wanted and got. Wh, minutes, milliseconds since the epoch. */
export interface CutSession {
  readonly id: string;
  readonly place: string;
  readonly since: number;
  readonly isOver: boolean;
  /** Wanted in all: named by the driver, else assumed; what it got where that was more. */
  readonly wantedWh: number;
  readonly isNamed: boolean;
  readonly givenWh: number;
  /** Missing at its end, or expected to be at its departure. */
  readonly missingWh: number;
  /** Given, or expected at the departure, of what was wanted; 0 to 1. */
  readonly share: number;
  readonly pausedMinutes: number;
  readonly reducedMinutes: number;
  /** Names of the limits that held it back, longest first. */
  readonly limits: readonly string[];
  /** Names of the charging points that shared those limits. */
  readonly sharedWith: readonly string[];
}

/** How a day's energy was shared at a site. */
export interface SiteFairness {
  readonly sessions: readonly CutSession[];
  readonly fairness: Fairness | null;
}

/** A plan holds no longer than this without the next, minutes. */
const LONGEST_STRETCH = 30;

/**
 * The sessions of a site that charged today by its own clock, those that were cut most first. For operations.
 * @throws ServiceError NOT_FOUND, FORBIDDEN, UNAUTHENTICATED.
 */
export async function readSiteFairness(ctx: Ctx, siteId: Id<"site">): Promise<SiteFairness> {
  requireRole(ctx, "operations");
  const site = await readSite(ctx, siteId);
  const midnight = ctx.clock.now().toZonedDateTimeISO(site.timeZone).startOfDay().toInstant();
  const rows = await readSessions(ctx, site, midnight);
  if (rows.length === 0) return { sessions: [], fairness: null };
  const stretches = await readStretches(ctx, siteId, midnight);
  const holds = sumUpHolds(stretches.map(({ stretch }) => stretch));
  const last = new Map(
    stretches.map(({ stretch, shortfallWh }) => [stretch.sessionId, shortfallWh]),
  );
  const placeOf = new Map(rows.map(({ row, place }) => [row.id as string, place]));
  const nameOf = new Map(site.nodes.map(({ id, name }) => [id, name]));
  const found = rows.map(({ row, place, goalWh }): CutSession => {
    const isOver = row.status !== "ACTIVE";
    const givenWh = whOf(row.energyMicroKwh);
    const wantedWh = Math.max(goalWh ?? (isOver ? 0 : site.assumedEnergyWh), givenWh);
    const missingWh = isOver ? wantedWh - givenWh : Math.min(last.get(row.id) ?? 0, wantedWh);
    const hold = holds.get(row.id);
    return {
      id: row.id,
      place,
      since: row.startedAt.epochMilliseconds,
      isOver,
      wantedWh,
      isNamed: goalWh !== null,
      givenWh,
      missingWh,
      share: wantedWh === 0 ? 1 : 1 - missingWh / wantedWh,
      pausedMinutes: hold?.pausedMinutes ?? 0,
      reducedMinutes: hold?.reducedMinutes ?? 0,
      limits: (hold?.nodeIds ?? []).map((id) => nameOf.get(id) ?? "?"),
      sharedWith: (hold?.sharedWith ?? []).flatMap((id) => placeOf.get(id) ?? []),
    };
  });
  return {
    sessions: found.toSorted(
      (a, b) =>
        a.share - b.share ||
        b.pausedMinutes + b.reducedMinutes - a.pausedMinutes - a.reducedMinutes ||
        a.since - b.since,
    ),
    fairness: fairnessOf(found.filter(({ wantedWh }) => wantedWh > 0).map(({ share }) => share)),
  };
}

async function readSessions(ctx: Ctx, site: SiteDescription, midnight: Temporal.Instant) {
  const placeOf = new Map(
    site.nodes
      .filter(({ kind }) => kind === "evse")
      .map(({ locationOcpiId, evseUid, name }) => [plugKey(locationOcpiId, evseUid), name]),
  );
  const rows = await ctx.db
    .select({ row: sessions, goal: chargingGoals.energyMicroKwh })
    .from(sessions)
    .leftJoin(
      chargingGoals,
      and(eq(chargingGoals.tenantId, sessions.tenantId), eq(chargingGoals.sessionId, sessions.id)),
    )
    .where(
      and(
        eq(sessions.tenantId, ctx.tenantId),
        eq(sessions.partnerId, asId<"partner">(site.partnerId)),
        eq(sessions.countryCode, site.countryCode),
        eq(sessions.partyId, site.partyId),
        inArray(sessions.status, ["ACTIVE", "COMPLETED"]),
        or(
          gte(sessions.startedAt, midnight),
          gte(sessions.endedAt, midnight),
          eq(sessions.status, "ACTIVE"),
        ),
        gte(sessions.startedAt, midnight.subtract({ hours: 72 })),
      ),
    )
    .orderBy(asc(sessions.startedAt));
  return rows.flatMap(({ row, goal }) => {
    const place = placeOf.get(plugKey(row.locationOcpiId, row.evseUid));
    return place === undefined ? [] : [{ row, place, goalWh: goal === null ? null : whOf(goal) }];
  });
}

/**
 * What each plan of the day had in force until the next, oldest first. A plan's first slot is the one that it was made
 * in; the next plan is made no later than at that slot's end.
 */
async function readStretches(ctx: Ctx, siteId: Id<"site">, midnight: Temporal.Instant) {
  const plans = await ctx.db
    .select({ id: sitePlans.id, plannedAt: sitePlans.plannedAt })
    .from(sitePlans)
    .where(
      and(
        eq(sitePlans.tenantId, ctx.tenantId),
        eq(sitePlans.siteId, siteId),
        gte(sitePlans.plannedAt, midnight),
      ),
    )
    .orderBy(asc(sitePlans.plannedAt), asc(sitePlans.id));
  const now = ctx.clock.now();
  const minutesOf = new Map(
    plans.map(({ id, plannedAt }, index) => {
      const until = plans[index + 1]?.plannedAt ?? now;
      const minutes = (until.epochMilliseconds - plannedAt.epochMilliseconds) / 60_000;
      return [id, Math.min(Math.max(0, minutes), LONGEST_STRETCH)];
    }),
  );
  if (plans.length === 0) return [];
  const { planId, sessionId, shortfallWh } = sitePlanSessions;
  const rows = await ctx.db
    .select({
      planId,
      sessionId,
      shortfallWh,
      powerW: sql<number>`coalesce((${sitePlanSessions.powerW} ->> 0)::int, 0)`,
      reason: sql<PlanReason | null>`(
        select r from jsonb_array_elements(${sitePlanSessions.reasons}) r
        where (r ->> 'from')::int = 0 limit 1)`,
    })
    .from(sitePlanSessions)
    .where(
      and(
        eq(sitePlanSessions.tenantId, ctx.tenantId),
        inArray(
          planId,
          plans.map(({ id }) => id),
        ),
      ),
    )
    .orderBy(asc(planId));
  return rows.map((row) => ({
    shortfallWh: row.shortfallWh,
    stretch: {
      sessionId: row.sessionId,
      planId: row.planId,
      minutes: minutesOf.get(row.planId) ?? 0,
      powerW: row.powerW,
      code: row.reason?.code ?? "full-power",
      nodeId: row.reason?.nodeId ?? null,
    } satisfies HeldStretch,
  }));
}
