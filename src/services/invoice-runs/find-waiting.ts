import { and, eq, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { cdrs } from "@/db/schema/cdrs";
import { partners } from "@/db/schema/partners";
import { charges } from "@/db/schema/plans";
import { sessions } from "@/db/schema/sessions";
import type { Ctx } from "@/services/context";
import { hasCdr, isOver, sessionEnd } from "@/services/expected-cdrs/session-states";
import { lateAfterS, readUsualDelays } from "@/services/expected-cdrs/usual-delay";
import { latestEnd } from "./find-due";
import type { RunZone } from "./run-zones";

/**
 * Why a driver is not invoiced yet. month_open: his month is not over, or its patience. cdrs_unrated: a CDR of his is
 * there and not rated. charges_arriving: one was booked a moment ago, and more may follow. late_cdrs: a charge of the
 * month ended, and its CDR is still expected by what is usual of its CPO.
 */
export type WaitReason = "month_open" | "cdrs_unrated" | "charges_arriving" | "late_cdrs";

/** Who waits, why, and until when at most (null: until it is done). */
export interface Waiting {
  readonly driverId: Id<"driver">;
  readonly reason: WaitReason;
  readonly until: Temporal.Instant | null;
}

/** While a driver's charges are still coming in, his month is left open this long after the latest. */
const QUIET_SECONDS = 10;
/** A session lasts no longer: bounds the look back. */
const LONGEST_SESSION_HOURS = 24 * 7;

/** Who waits, of the drivers of a month: what was read once, and holds for a short while. */
export interface WaitingBook {
  readonly of: (driverId: Id<"driver">, zone: RunZone) => Waiting | null;
}

/** Reads what drivers wait for, in three statements however many drivers there are. */
export async function readWaitingBook(ctx: Ctx, zones: readonly RunZone[]): Promise<WaitingBook> {
  const [unrated, arriving, expected] = await Promise.all([
    findUnrated(ctx),
    findArriving(ctx, zones),
    findExpected(ctx, zones),
  ]);
  const now = ctx.clock.now();
  const isBefore = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) < 0;
  return {
    of: (driverId, zone) => {
      if (isBefore(now, zone.dueAt)) return { driverId, reason: "month_open", until: zone.dueAt };
      if (unrated.has(driverId)) return { driverId, reason: "cdrs_unrated", until: null };
      const quietAt = arriving.get(driverId);
      if (quietAt) return { driverId, reason: "charges_arriving", until: quietAt };
      if (!isBefore(now, zone.latestAt)) return null;
      const late = (expected.get(driverId) ?? []).filter(({ endedAt }) =>
        isBefore(endedAt, zone.period.end),
      );
      const until = late
        .map(({ expectedUntil }) => expectedUntil)
        .reduce<Temporal.Instant | null>(
          (last, at) => (last && isBefore(at, last) ? last : at),
          null,
        );
      if (!until) return null;
      const capped = isBefore(until, zone.latestAt) ? until : zone.latestAt;
      return { driverId, reason: "late_cdrs", until: capped };
    },
  };
}

async function findUnrated(ctx: Ctx): Promise<ReadonlySet<Id<"driver">>> {
  const rows = await ctx.db
    .selectDistinct({ driverId: cdrs.driverId })
    .from(cdrs)
    .where(and(eq(cdrs.tenantId, ctx.tenantId), eq(cdrs.state, "received")));
  return new Set(rows.flatMap(({ driverId }) => (driverId === null ? [] : [driverId])));
}

async function findArriving(
  ctx: Ctx,
  zones: readonly RunZone[],
): Promise<ReadonlyMap<Id<"driver">, Temporal.Instant>> {
  const since = ctx.clock.now().subtract({ seconds: QUIET_SECONDS });
  const rows = await ctx.db
    .select({
      driverId: charges.driverId,
      latest: sql<Temporal.Instant>`max(${charges.createdAt})`.mapWith(charges.createdAt),
    })
    .from(charges)
    .where(
      and(
        eq(charges.tenantId, ctx.tenantId),
        eq(charges.state, "open"),
        sql`${charges.servicedAt} < ${latestEnd(zones).toString()}::timestamptz`,
        sql`${charges.createdAt} > ${since.toString()}::timestamptz`,
      ),
    )
    .groupBy(charges.driverId);
  return new Map(
    rows.map(({ driverId, latest }) => [driverId, latest.add({ seconds: QUIET_SECONDS })]),
  );
}

interface ExpectedCdr {
  readonly endedAt: Temporal.Instant;
  readonly expectedUntil: Temporal.Instant;
}

/** Ended sessions whose CDR is not there and not late yet, as their CPO's usually come. */
async function findExpected(
  ctx: Ctx,
  zones: readonly RunZone[],
): Promise<ReadonlyMap<Id<"driver">, readonly ExpectedCdr[]>> {
  const now = ctx.clock.now();
  const isWaited = zones.some(({ latestAt }) => Temporal.Instant.compare(now, latestAt) < 0);
  if (!isWaited) return new Map();
  const [delays, known] = await Promise.all([
    readUsualDelays(ctx),
    ctx.db.select({ id: partners.id }).from(partners).where(eq(partners.tenantId, ctx.tenantId)),
  ]);
  const lateAfter = new Map(known.map(({ id }) => [id, Math.ceil(lateAfterS(delays.get(id)))]));
  const rows = [...lateAfter].map(([id, seconds]) => ({
    partner_id: id,
    since: now.subtract({ seconds }).toString(),
  }));
  const longest = Math.max(0, ...lateAfter.values());
  const from = now.subtract({ seconds: longest }).subtract({ hours: LONGEST_SESSION_HOURS });
  const found = await ctx.db
    .select({
      driverId: sessions.driverId,
      partnerId: sessions.partnerId,
      endedAt: sessionEnd.mapWith(sessions.lastUpdated),
    })
    .from(sessions)
    .innerJoin(
      sql`json_to_recordset(${JSON.stringify(rows)}::json) as late(partner_id uuid, since timestamptz)`,
      sql`late.partner_id = ${sessions.partnerId}`,
    )
    .where(
      and(
        eq(sessions.tenantId, ctx.tenantId),
        sql`${sessions.startedAt} > ${from.toString()}::timestamptz`,
        sql`${sessions.startedAt} < ${latestEnd(zones).toString()}::timestamptz`,
        sql`${sessionEnd} > late.since`,
        sql`${sessions.driverId} is not null`,
        isOver,
        sql`not ${hasCdr}`,
      ),
    );
  const expected = found.flatMap(({ driverId, partnerId, endedAt }) => {
    if (driverId === null) return [];
    const expectedUntil = endedAt.add({ seconds: lateAfter.get(partnerId) ?? 0 });
    return [{ driverId, endedAt, expectedUntil }];
  });
  return Map.groupBy(expected, ({ driverId }) => driverId);
}
