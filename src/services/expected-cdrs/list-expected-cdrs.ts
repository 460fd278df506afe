import { and, asc, desc, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { cdrs } from "@/db/schema/cdrs";
import { drivers } from "@/db/schema/drivers";
import { partners } from "@/db/schema/partners";
import { sessions } from "@/db/schema/sessions";
import type { Ctx } from "@/services/context";
import { readTimeZone, startOfDay } from "@/services/reports/report-day";
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
import { lateAfterS, readUsualDelays } from "./usual-delay";

const PAGE_SIZE = 50;

/**
 * missing: a session that ended and has no CDR. unexpected: a CDR whose session we never heard of. stale: a session
 * that should be running and was not heard of for a day.
 */
export type ExpectedKind = "missing" | "unexpected" | "stale";

/** What to look for; what is absent does not matter. */
export interface ExpectedFilter {
  readonly kind: ExpectedKind;
  readonly partnerId?: string | undefined;
  /** Days on which the charge began, both inclusive; the last 35 days unless told. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly page: number;
}

/** A line of the book. */
export interface ExpectedItem {
  /** Of the session, or of the CDR where the kind is `unexpected`. */
  readonly id: string;
  readonly ocpiId: string;
  readonly sessionOcpiId: string | null;
  readonly partnerId: Id<"partner">;
  readonly partnerName: string;
  readonly driverName: string | null;
  readonly startedAt: Temporal.Instant;
  readonly energyMicroKwh: bigint;
  /** The end of the session; when the CDR came; when the stale session was last heard of. */
  readonly since: Temporal.Instant;
  /** How long ago that is, in seconds. */
  readonly ageS: number;
  /** A CDR that should have come by now, as this partner's usually do. */
  readonly isLate: boolean;
}

/** A page of the book. */
export interface ExpectedPage {
  readonly items: readonly ExpectedItem[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

type Row = Omit<ExpectedItem, "ageS" | "isLate"> & { readonly total: number };

/**
 * The book of expected CDRs: sessions and CDRs that should belong together and don't. For finance.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function listExpectedCdrs(ctx: Ctx, filter: ExpectedFilter): Promise<ExpectedPage> {
  requireRole(ctx, "finance");
  const now = ctx.clock.now();
  const timeZone = await readTimeZone(ctx);
  const [rows, delays] = await Promise.all([
    filter.kind === "unexpected"
      ? readCdrs(ctx, filter, timeZone)
      : readSessions(ctx, filter, timeZone),
    readUsualDelays(ctx),
  ]);
  const items = rows.map(({ total: _total, ...row }): ExpectedItem => {
    const ageS = Math.max(0, now.since(row.since).total("seconds"));
    const isLate = filter.kind === "missing" && ageS > lateAfterS(delays.get(row.partnerId));
    return { ...row, ageS, isLate };
  });
  return { items, total: rows[0]?.total ?? 0, page: filter.page, pageSize: PAGE_SIZE };
}

async function readSessions(ctx: Ctx, filter: ExpectedFilter, timeZone: string): Promise<Row[]> {
  const staleBefore = ctx.clock.now().subtract({ hours: STALE_AFTER_HOURS });
  const isMissing = filter.kind === "missing";
  const since = isMissing
    ? sessionEnd.mapWith(sessions.lastUpdated)
    : sql`${sessions.receivedAt}`.mapWith(sessions.receivedAt);
  return ctx.db
    .select({
      id: sql<string>`${sessions.id}`,
      ocpiId: sessions.ocpiId,
      sessionOcpiId: sql<string | null>`${sessions.ocpiId}`,
      partnerId: sessions.partnerId,
      partnerName: partners.name,
      driverName: drivers.name,
      startedAt: sessions.startedAt,
      energyMicroKwh: sessions.energyMicroKwh,
      since,
      total: sql<number>`count(*) over ()::int`,
    })
    .from(sessions)
    .innerJoin(
      partners,
      and(eq(partners.tenantId, sessions.tenantId), eq(partners.id, sessions.partnerId)),
    )
    .leftJoin(
      drivers,
      and(eq(drivers.tenantId, sessions.tenantId), eq(drivers.id, sessions.driverId)),
    )
    .where(
      and(
        eq(sessions.tenantId, ctx.tenantId),
        isMissing ? isOver : isStale(staleBefore),
        sql`not ${hasCdr}`,
        ...narrowed(ctx, filter, timeZone, sessions),
      ),
    )
    .orderBy(asc(since), asc(sessions.id))
    .limit(PAGE_SIZE)
    .offset((filter.page - 1) * PAGE_SIZE);
}

async function readCdrs(ctx: Ctx, filter: ExpectedFilter, timeZone: string): Promise<Row[]> {
  return ctx.db
    .select({
      id: sql<string>`${cdrs.id}`,
      ocpiId: cdrs.ocpiId,
      sessionOcpiId: cdrs.sessionOcpiId,
      partnerId: cdrs.partnerId,
      partnerName: partners.name,
      driverName: drivers.name,
      startedAt: cdrs.startedAt,
      energyMicroKwh: cdrs.energyMicroKwh,
      since: cdrs.receivedAt,
      total: sql<number>`count(*) over ()::int`,
    })
    .from(cdrs)
    .innerJoin(partners, and(eq(partners.tenantId, cdrs.tenantId), eq(partners.id, cdrs.partnerId)))
    .leftJoin(drivers, and(eq(drivers.tenantId, cdrs.tenantId), eq(drivers.id, cdrs.driverId)))
    .where(
      and(
        eq(cdrs.tenantId, ctx.tenantId),
        isWithoutSession,
        ...narrowed(ctx, filter, timeZone, cdrs),
      ),
    )
    .orderBy(desc(cdrs.receivedAt), desc(cdrs.id))
    .limit(PAGE_SIZE)
    .offset((filter.page - 1) * PAGE_SIZE);
}

function narrowed(
  ctx: Ctx,
  { partnerId, from, to }: ExpectedFilter,
  timeZone: string,
  table: typeof sessions | typeof cdrs,
): (SQL | undefined)[] {
  const earliest = from
    ? startOfDay(from, timeZone)
    : ctx.clock.now().subtract({ hours: 24 * BOOK_DAYS });
  return [
    partnerId ? eq(table.partnerId, partnerId as Id<"partner">) : undefined,
    gte(table.startedAt, earliest),
    to ? lt(table.startedAt, startOfDay(to, timeZone, 1)) : undefined,
  ];
}
