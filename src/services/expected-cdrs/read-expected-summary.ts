import { and, asc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { cdrs } from "@/db/schema/cdrs";
import { pullCursors } from "@/db/schema/exchange";
import { partners } from "@/db/schema/partners";
import { sessions } from "@/db/schema/sessions";
import type { Ctx } from "@/services/context";
import { readTimeZone } from "@/services/reports/report-day";
import { requireRole } from "@/services/require-role";
import {
  BOOK_DAYS,
  hasCdr,
  isOver,
  isStale,
  isWithoutSession,
  sessionEnd,
  STALE_AFTER_HOURS,
} from "./session-states";
import { lateAfterS, readUsualDelays, type UsualDelay } from "./usual-delay";

/** How far a partner's list was read, and what stopped it. */
export interface ListState {
  readonly module: "sessions" | "cdrs";
  readonly readUntil: Temporal.Instant | null;
  readonly lastError: string | null;
}

/** One partner in the book of expected CDRs. Counts are of the last 35 days. */
export interface ExpectedPartner {
  readonly id: Id<"partner">;
  readonly name: string;
  /** Null where too few CDRs came to tell. */
  readonly delay: UsualDelay | null;
  /** Sessions that ended and have no CDR, and how many of these CDRs are late. */
  readonly missing: number;
  readonly late: number;
  readonly unexpected: number;
  readonly stale: number;
  readonly lists: readonly ListState[];
}

/** A day on which a partner's sessions and CDRs do not add up. */
export interface ExpectedGap {
  /** By the end of the charge on the operator's wall clock ("2026-11-22"). */
  readonly day: string;
  readonly partnerId: Id<"partner">;
  readonly partnerName: string;
  readonly sessions: number;
  readonly cdrs: number;
}

/** The book of expected CDRs in figures. */
export interface ExpectedSummary {
  readonly partners: readonly ExpectedPartner[];
  /** Newest first. */
  readonly gaps: readonly ExpectedGap[];
}

/**
 * By partner: how long CDRs usually take, what is missing, and how far lists were read. By day: where sessions and
 * CDRs differ in number. For finance.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function readExpectedSummary(ctx: Ctx): Promise<ExpectedSummary> {
  requireRole(ctx, "finance");
  const [known, delays, lists, waiting, unexpected, gaps] = await Promise.all([
    ctx.db
      .select({ id: partners.id, name: partners.name })
      .from(partners)
      .where(and(eq(partners.tenantId, ctx.tenantId), isNotNull(partners.registeredAt)))
      .orderBy(asc(partners.name), asc(partners.id)),
    readUsualDelays(ctx),
    readLists(ctx),
    readWaiting(ctx),
    readUnexpected(ctx),
    readGaps(ctx),
  ]);
  const now = ctx.clock.now();
  const rows = known.map(({ id, name }): ExpectedPartner => {
    const delay = delays.get(id);
    const own = waiting.filter(({ partnerId }) => partnerId === id);
    const ended = own.filter(({ isStale: stale }) => !stale);
    const isLate = ({ since }: (typeof own)[number]) =>
      now.since(since).total("seconds") > lateAfterS(delay);
    return {
      id,
      name,
      delay: delay ?? null,
      missing: ended.length,
      late: ended.filter(isLate).length,
      unexpected: unexpected.get(id) ?? 0,
      stale: own.length - ended.length,
      lists: lists
        .filter(({ partnerId }) => partnerId === id)
        .map(({ partnerId: _id, ...list }) => list),
    };
  });
  return { partners: rows, gaps };
}

async function readLists(ctx: Ctx) {
  const rows = await ctx.db
    .select({
      partnerId: pullCursors.partnerId,
      module: pullCursors.module,
      readUntil: pullCursors.readUntil,
      lastError: pullCursors.lastError,
    })
    .from(pullCursors)
    .where(
      and(
        eq(pullCursors.tenantId, ctx.tenantId),
        inArray(pullCursors.module, ["sessions", "cdrs"]),
      ),
    )
    .orderBy(asc(pullCursors.module));
  return rows.flatMap((row) =>
    row.module === "sessions" || row.module === "cdrs" ? [{ ...row, module: row.module }] : [],
  );
}

function bookStart(ctx: Ctx): Temporal.Instant {
  return ctx.clock.now().subtract({ hours: 24 * BOOK_DAYS });
}

/** Every session without a CDR; few, where nothing is wrong. */
async function readWaiting(ctx: Ctx) {
  const stale = isStale(ctx.clock.now().subtract({ hours: STALE_AFTER_HOURS }));
  return ctx.db
    .select({
      partnerId: sessions.partnerId,
      since: sessionEnd.mapWith(sessions.lastUpdated),
      isStale: sql<boolean>`${stale}`,
    })
    .from(sessions)
    .where(
      and(
        eq(sessions.tenantId, ctx.tenantId),
        sql`${sessions.startedAt} >= ${bookStart(ctx).toString()}::timestamptz`,
        sql`(${isOver} or ${stale})`,
        sql`not ${hasCdr}`,
      ),
    );
}

async function readUnexpected(ctx: Ctx): Promise<ReadonlyMap<Id<"partner">, number>> {
  const rows = await ctx.db
    .select({ partnerId: cdrs.partnerId, count: sql<number>`count(*)::int` })
    .from(cdrs)
    .where(
      and(
        eq(cdrs.tenantId, ctx.tenantId),
        sql`${cdrs.startedAt} >= ${bookStart(ctx).toString()}::timestamptz`,
        isWithoutSession,
      ),
    )
    .groupBy(cdrs.partnerId);
  return new Map(rows.map(({ partnerId, count }) => [partnerId, count]));
}

async function readGaps(ctx: Ctx): Promise<readonly ExpectedGap[]> {
  const timeZone = await readTimeZone(ctx);
  const since = sql`${bookStart(ctx).toString()}::timestamptz`;
  const dayOf = (at: unknown) => sql`to_char(${at} at time zone ${timeZone}, 'YYYY-MM-DD')`;
  const rows = await ctx.db.execute<{
    day: string;
    partner_id: Id<"partner">;
    name: string;
    sessions: number;
    cdrs: number;
  }>(sql`
    with ended as (
      select partner_id, ${dayOf(sessionEnd)} as day, count(*)::int as n from ${sessions}
      where tenant_id = ${ctx.tenantId} and ${sessions.startedAt} >= ${since} and ${isOver}
      group by 1, 2),
    charged as (
      select partner_id, ${dayOf(cdrs.endedAt)} as day, count(*)::int as n from ${cdrs}
      where tenant_id = ${ctx.tenantId} and ${cdrs.startedAt} >= ${since} and not ${cdrs.isCredit}
      group by 1, 2)
    select day, partner_id, p.name, coalesce(e.n, 0) as sessions, coalesce(c.n, 0) as cdrs
    from ended e full join charged c using (partner_id, day)
    join ${partners} p on p.tenant_id = ${ctx.tenantId} and p.id = partner_id
    where coalesce(e.n, 0) <> coalesce(c.n, 0)
    order by day desc, p.name, partner_id`);
  return rows.map(
    ({ partner_id: partnerId, name: partnerName, day, sessions: ended, cdrs: n }) => ({
      day,
      partnerId,
      partnerName,
      sessions: ended,
      cdrs: n,
    }),
  );
}
