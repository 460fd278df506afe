import { and, asc, count, eq, inArray, min, sql, sum } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { money, type Money } from "@/core/money/money";
import { drivers } from "@/db/schema/drivers";
import { paymentMethods } from "@/db/schema/payments";
import { charges } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { contains } from "./text-search";

const PAGE_SIZE = 50;

/** A driver and what he owes that no invoice has yet. */
export interface UnbilledDriver {
  readonly id: Id<"driver">;
  readonly name: string;
  readonly number: string;
  readonly email: string;
  readonly timeZone: string;
  /** Booked charges without an invoice, VAT included, by currency. */
  readonly open: readonly { readonly sum: Money; readonly charges: number }[];
  readonly oldest: Temporal.Instant | null;
  /** Charges whose price waits for the operator's claim. */
  readonly waiting: number;
  /** Whether there is a card to take the money from. */
  readonly hasCard: boolean;
}

/**
 * Drivers, those who owe the longest first, then by name. For finance.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function listUnbilledDrivers(
  ctx: Ctx,
  filter: { readonly text?: string | undefined; readonly page: number },
): Promise<{
  readonly drivers: readonly UnbilledDriver[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}> {
  requireRole(ctx, "finance");
  const { text, page } = filter;
  const wanted = and(
    eq(drivers.tenantId, ctx.tenantId),
    text
      ? sql`(${contains(drivers.name, text)} or ${contains(drivers.number, text)} or ${contains(drivers.email, text)})`
      : undefined,
  );
  const oldest = ctx.db
    .select({ driverId: charges.driverId, at: min(charges.servicedAt).as("oldest_at") })
    .from(charges)
    .where(and(eq(charges.tenantId, ctx.tenantId), eq(charges.state, "open")))
    .groupBy(charges.driverId)
    .as("oldest");
  const [rows, [counted]] = await Promise.all([
    ctx.db
      .select({ driver: drivers, oldest: oldest.at })
      .from(drivers)
      .leftJoin(oldest, eq(oldest.driverId, drivers.id))
      .where(wanted)
      .orderBy(sql`${oldest.at} asc nulls last`, asc(drivers.name), asc(drivers.id))
      .limit(PAGE_SIZE)
      .offset((page - 1) * PAGE_SIZE),
    ctx.db.select({ total: count() }).from(drivers).where(wanted),
  ]);
  const ids = rows.map(({ driver }) => driver.id);
  const [sums, cards] = ids.length === 0 ? [[], []] : await readMore(ctx, ids);
  const list = rows.map(({ driver, oldest: at }) => {
    const own = sums.filter(({ driverId }) => driverId === driver.id);
    return {
      id: driver.id,
      name: driver.name,
      number: driver.number,
      email: driver.email,
      timeZone: driver.timeZone,
      open: own
        .filter(({ state }) => state === "open")
        .map((row) => ({ sum: money(row.gross ?? 0n, row.currency), charges: row.charges })),
      oldest: at,
      waiting: own.reduce((all, row) => all + (row.state === "waiting" ? row.charges : 0), 0),
      hasCard: cards.some(({ driverId }) => driverId === driver.id),
    };
  });
  return { drivers: list, total: counted?.total ?? 0, page, pageSize: PAGE_SIZE };
}

async function readMore(ctx: Ctx, ids: readonly Id<"driver">[]) {
  return Promise.all([
    ctx.db
      .select({
        driverId: charges.driverId,
        state: charges.state,
        currency: charges.currency,
        charges: count(),
        gross: sum(charges.grossMinor).mapWith(BigInt),
      })
      .from(charges)
      .where(
        and(
          eq(charges.tenantId, ctx.tenantId),
          inArray(charges.driverId, ids),
          inArray(charges.state, ["open", "waiting"]),
        ),
      )
      .groupBy(charges.driverId, charges.state, charges.currency)
      .orderBy(asc(charges.currency)),
    ctx.db
      .select({ driverId: paymentMethods.driverId })
      .from(paymentMethods)
      .where(
        and(
          eq(paymentMethods.tenantId, ctx.tenantId),
          inArray(paymentMethods.driverId, ids),
          eq(paymentMethods.environment, ctx.settings.stripeEnvironment),
          eq(paymentMethods.isDefault, true),
          sql`${paymentMethods.detachedAt} is null`,
        ),
      ),
  ]);
}
