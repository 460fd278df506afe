import { and, asc, eq, gt, inArray, isNull, lt, or, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { SiteSession } from "@/core/smart-charging/site/live-load";
import type { SiteDescription } from "@/core/smart-charging/site/site-description";
import { type MeterReading, powerSamples } from "@/core/smart-charging/site-state/power-samples";
import { allowedWithin } from "@/core/smart-charging/site-state/told-power";
import { sessionReadings, sessions } from "@/db/schema/sessions";
import type { Ctx } from "@/services/context";
import { type PointPlug, readPlugs } from "./read-plugs";
import { readToldProfiles, type ToldNow } from "./read-told-profiles";

/** What of a site its sessions are found by. */
export type SiteFrame = Pick<
  SiteDescription,
  "id" | "partnerId" | "countryCode" | "partyId" | "voltage" | "nodes"
>;

/** A stretch of time. */
export interface Between {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

/** No session is looked for that began longer before. */
const LONGEST_STAY = { hours: 24 * 14 } as const;
/** A reading before the stretch says what the power was when it began. */
const READ_BEFORE = { hours: 2 } as const;

/** The sessions that charged at a site in a stretch of time, whoever's driver they are of, with their power. */
export async function readSiteSessions(
  ctx: Ctx,
  site: SiteFrame,
  between: Between,
): Promise<readonly SiteSession[]> {
  const rows = await readRows(ctx, site, between);
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const readings = await readReadings(ctx, ids, between);
  const told = await readToldProfiles(ctx, ids);
  const plugs = await readPlugs(ctx, site);
  return rows.map((row) => {
    const plug = plugs.of(row.nodeId, row.connectorId);
    const profile = told.get(row.id) ?? null;
    return {
      id: row.id,
      nodeId: row.nodeId,
      // A CPO's clock may be ahead of ours: what charges has begun.
      startedAt: earlier(row.startedAt, ctx.clock.now()),
      endedAt: row.status === "ACTIVE" ? null : (row.endedAt ?? row.lastUpdated),
      samples: powerSamples(readings.get(row.id) ?? []),
      maxW: plug.maxW,
      allowedW: (at) => allowed(profile, at, { plug, voltage: site.voltage }),
    };
  });
}

function allowed(
  told: ToldNow | null,
  at: Temporal.Instant,
  { plug, voltage }: { readonly plug: PointPlug; readonly voltage: number },
): number {
  if (!told) return Infinity;
  const stretch = { from: at, to: at.add({ seconds: 1 }) };
  return allowedWithin(told, stretch, { voltage, phases: plug.phases }).most;
}

function earlier(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) <= 0 ? a : b;
}

async function readRows(ctx: Ctx, site: SiteFrame, { from, to }: Between) {
  const points = new Map(
    site.nodes.flatMap((node) =>
      node.kind === "evse" ? [[placeKey(node.locationOcpiId, node.evseUid), node.id]] : [],
    ),
  );
  const places = new Set(site.nodes.flatMap(({ locationOcpiId }) => locationOcpiId ?? []));
  if (places.size === 0) return [];
  const rows = await ctx.db
    .select({
      id: sessions.id,
      status: sessions.status,
      startedAt: sessions.startedAt,
      endedAt: sessions.endedAt,
      lastUpdated: sessions.lastUpdated,
      locationOcpiId: sessions.locationOcpiId,
      evseUid: sessions.evseUid,
      connectorId: sessions.connectorId,
    })
    .from(sessions)
    .where(
      and(
        eq(sessions.tenantId, ctx.tenantId),
        eq(sessions.partnerId, site.partnerId),
        eq(sessions.countryCode, site.countryCode),
        eq(sessions.partyId, site.partyId),
        inArray(sql`upper(${sessions.locationOcpiId})`, [...places]),
        inArray(sessions.status, ["ACTIVE", "COMPLETED", "INVALID"]),
        gt(sessions.startedAt, from.subtract(LONGEST_STAY)),
        or(
          eq(sessions.status, "ACTIVE"),
          and(lt(sessions.startedAt, to), or(isNull(sessions.endedAt), gt(sessions.endedAt, from))),
        ),
      ),
    )
    .orderBy(asc(sessions.startedAt), asc(sessions.id));
  return rows.flatMap((row) => {
    const nodeId = points.get(placeKey(row.locationOcpiId, row.evseUid));
    return nodeId === undefined ? [] : [{ ...row, nodeId }];
  });
}

function placeKey(locationOcpiId: string | null, evseUid: string | null): string {
  return JSON.stringify([locationOcpiId?.toUpperCase(), evseUid?.toUpperCase()]);
}

async function readReadings(
  ctx: Ctx,
  ids: readonly Id<"session">[],
  { from, to }: Between,
): Promise<ReadonlyMap<string, readonly MeterReading[]>> {
  const rows = await ctx.db
    .select()
    .from(sessionReadings)
    .where(
      and(
        eq(sessionReadings.tenantId, ctx.tenantId),
        inArray(sessionReadings.sessionId, [...ids]),
        gt(sessionReadings.at, from.subtract(READ_BEFORE)),
        lt(sessionReadings.at, to.add({ seconds: 1 })),
      ),
    )
    .orderBy(asc(sessionReadings.at));
  return Map.groupBy(rows, (row): string => row.sessionId);
}
