import { and, count, desc, eq, sql, sum } from "drizzle-orm";
import { money, type Money } from "@/core/money/money";
import { drivers } from "@/db/schema/drivers";
import type { Ctx } from "@/services/context";
import { requireChargesReader } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import {
  driverSessionFields,
  driverSessionQuery,
  toDriverSession,
  type DriverSession,
  type DriverSessionState,
} from "./driver-session-query";

const PAGE_SIZE = 25;

/** What a month of the driver's own calendar came to. */
export interface SessionMonth {
  /** "2026-11". */
  readonly month: string;
  readonly sessions: number;
  readonly energyMicroKwh: bigint;
  /** Sums of the known prices, VAT included, by currency. */
  readonly prices: readonly Money[];
  /** How many of them have no price yet. */
  readonly withoutPrice: number;
}

/** A page of a driver's sessions, newest first, and what every month came to. */
export interface SessionPage {
  readonly sessions: readonly (DriverSession & { readonly month: string })[];
  readonly months: readonly SessionMonth[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

/**
 * The acting driver's sessions, by month of his own time zone and by state.
 * @throws ServiceError FORBIDDEN for people without a driver's account.
 */
export async function listDriverSessions(
  ctx: Ctx,
  filter: {
    readonly month?: string | undefined;
    readonly state?: DriverSessionState | undefined;
    readonly page: number;
  },
): Promise<SessionPage> {
  const { driverId } = requireChargesReader(ctx);
  const [driver] = await ctx.db
    .select({ timeZone: drivers.timeZone })
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, driverId)));
  if (!driver) throw new ServiceError("NOT_FOUND", "There is no such driver.");
  const q = driverSessionQuery(ctx, driverId);
  // The zone is written once as a literal: two parameters would not be the same expression to GROUP BY.
  const month = sql<string>`to_char(${q.startedAt} at time zone ${sql.raw(literal(driver.timeZone))}, 'YYYY-MM')`;
  const wanted = and(
    filter.month ? sql`${month} = ${filter.month}` : undefined,
    filter.state ? eq(q.state, filter.state) : undefined,
  );
  const [rows, [counted], sums] = await Promise.all([
    ctx.db
      .select({ ...driverSessionFields(q), month })
      .from(q)
      .where(wanted)
      .orderBy(desc(q.startedAt), desc(q.id))
      .limit(PAGE_SIZE)
      .offset((filter.page - 1) * PAGE_SIZE),
    ctx.db.select({ total: count() }).from(q).where(wanted),
    ctx.db
      .select({
        month,
        currency: q.currency,
        sessions: count(),
        priced: count(q.grossMinor),
        energy: sum(q.energyMicroKwh).mapWith(BigInt),
        gross: sum(q.grossMinor).mapWith(BigInt),
      })
      .from(q)
      .groupBy(month, q.currency)
      .orderBy(desc(month)),
  ]);
  return {
    sessions: rows.map((row) => ({ ...toDriverSession(row), month: row.month })),
    months: toMonths(sums),
    total: counted?.total ?? 0,
    page: filter.page,
    pageSize: PAGE_SIZE,
  };
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

interface SumRow {
  readonly month: string;
  readonly currency: string | null;
  readonly sessions: number;
  readonly priced: number;
  readonly energy: bigint | null;
  readonly gross: bigint | null;
}

function toMonths(rows: readonly SumRow[]): SessionMonth[] {
  const months = new Map<string, SessionMonth>();
  for (const row of rows) {
    const known = months.get(row.month);
    const price =
      row.currency !== null && row.gross !== null ? [money(row.gross, row.currency)] : [];
    months.set(row.month, {
      month: row.month,
      sessions: (known?.sessions ?? 0) + row.sessions,
      energyMicroKwh: (known?.energyMicroKwh ?? 0n) + (row.energy ?? 0n),
      prices: [...(known?.prices ?? []), ...price],
      withoutPrice: (known?.withoutPrice ?? 0) + row.sessions - row.priced,
    });
  }
  return [...months.values()];
}
