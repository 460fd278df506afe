import { and, desc, eq, gte, inArray, isNull, max } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { findDeviation, type PlannedNow } from "@/core/smart-charging/site-state/find-deviation";
import { sitePlans, sitePlanSessions } from "@/db/schema/site-plans";
import { sessionReadings, sessions } from "@/db/schema/sessions";
import { siteNodes, sites } from "@/db/schema/sites";
import type { Ctx } from "@/services/context";
import { wakeSite } from "@/services/sites/wake-site";
import { readSiteState } from "./site-snapshot";

/** Looks at sites whose meters said something in this time. */
const LATELY = { minutes: 2 } as const;

/**
 * Has those steered sites planned anew whose sessions no longer draw as their last plan says: one that takes notably
 * less than it was given leaves the rest to the others. The system's own.
 */
export async function wakeDeviatingSites(ctx: Ctx): Promise<void> {
  for (const siteId of await sitesRead(ctx)) {
    const [{ state }, planned] = await Promise.all([
      readSiteState(ctx, siteId),
      readPlannedNow(ctx, siteId),
    ]);
    if (planned && findDeviation(state, planned) !== null) {
      await wakeSite(ctx, siteId, "deviation");
    }
  }
}

/** Steered sites that are not due anyway and whose sessions were read lately. */
async function sitesRead(ctx: Ctx): Promise<readonly Id<"site">[]> {
  const rows = await ctx.db
    .selectDistinct({ id: sites.id })
    .from(sites)
    .innerJoin(
      siteNodes,
      and(eq(siteNodes.tenantId, sites.tenantId), eq(siteNodes.siteId, sites.id)),
    )
    .innerJoin(
      sessions,
      and(
        eq(sessions.tenantId, sites.tenantId),
        eq(sessions.partnerId, sites.partnerId),
        eq(sessions.status, "ACTIVE"),
      ),
    )
    .innerJoin(
      sessionReadings,
      and(
        eq(sessionReadings.tenantId, sessions.tenantId),
        eq(sessionReadings.sessionId, sessions.id),
        gte(sessionReadings.receivedAt, ctx.clock.now().subtract(LATELY)),
      ),
    )
    .where(
      and(eq(sites.tenantId, ctx.tenantId), eq(sites.isSteered, true), isNull(sites.removedAt)),
    );
  return rows.map(({ id }) => id);
}

/** What a site's newest plan gives each session in the slot of this moment; null where none covers it. */
async function readPlannedNow(
  ctx: Ctx,
  siteId: Id<"site">,
): Promise<ReadonlyMap<string, PlannedNow> | null> {
  const newest = ctx.db
    .select({ at: max(sitePlans.plannedAt) })
    .from(sitePlans)
    .where(and(eq(sitePlans.tenantId, ctx.tenantId), eq(sitePlans.siteId, siteId)));
  const rows = await ctx.db
    .select({ plan: sitePlans, session: sitePlanSessions })
    .from(sitePlans)
    .innerJoin(
      sitePlanSessions,
      and(
        eq(sitePlanSessions.tenantId, sitePlans.tenantId),
        eq(sitePlanSessions.planId, sitePlans.id),
      ),
    )
    .where(
      and(
        eq(sitePlans.tenantId, ctx.tenantId),
        eq(sitePlans.siteId, siteId),
        inArray(sitePlans.plannedAt, newest),
      ),
    )
    .orderBy(desc(sitePlans.id));
  const [first] = rows;
  if (!first) return null;
  const { startsAt, slotMinutes, slots } = first.plan;
  const elapsedMs = ctx.clock.now().epochMilliseconds - startsAt.epochMilliseconds;
  const slot = Math.floor(elapsedMs / (slotMinutes * 60_000));
  if (slot < 0 || slot >= slots) return null;
  return new Map(
    rows.map(({ session: { sessionId, powerW, control } }) => [
      sessionId as string,
      { powerW: powerW[slot] ?? 0, control },
    ]),
  );
}
