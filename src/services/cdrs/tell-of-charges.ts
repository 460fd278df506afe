import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { decodeCdr } from "@/core/roaming/json";
import { isOneOf } from "@/db/is-one-of";
import type { cdrs } from "@/db/schema/cdrs";
import { drivers } from "@/db/schema/drivers";
import { charges } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import {
  type NewNotification,
  writeNotifications,
} from "@/services/notifications/write-notification";

/** A charge that has just got its price. */
export interface ChargeNews {
  readonly row: typeof cdrs.$inferSelect;
  readonly charge: typeof charges.$inferInsert;
  /** The CDR in whose place this one came. */
  readonly replaces: Id<"cdr"> | null;
}

type Driver = Pick<typeof drivers.$inferSelect, "id" | "name" | "email" | "locale" | "timeZone">;

/** Nobody expects a charge any more after so long. */
const LATE = { days: 14 } as const;
/** Nor after this, where its month is over. */
const LATE_IN_NEXT_MONTH = { days: 3 } as const;

/**
 * Tells drivers of prices that they would not expect: of a charge long ago, one notice a day; and of one that has
 * changed after it was told. Asks nothing of the database where there is no such charge.
 */
export async function tellOfCharges(ctx: Ctx, news: readonly ChargeNews[]): Promise<void> {
  const now = ctx.clock.now();
  const priced = news.filter(({ charge }) => (charge.grossMinor ?? 0n) > 0n);
  const corrected = priced.filter(({ replaces }) => replaces !== null);
  const old = priced.filter(
    ({ charge, replaces }) =>
      replaces === null && isBefore(charge.servicedAt.add(asHours(LATE_IN_NEXT_MONTH)), now),
  );
  if (corrected.length + old.length === 0) return;
  const [before, people] = await Promise.all([
    readOldPrices(ctx, corrected),
    readDrivers(ctx, [...corrected, ...old]),
  ]);
  const noticeOf = (make: (one: ChargeNews, driver: Driver) => NewNotification | null) => {
    return (one: ChargeNews) => {
      const driver = people.get(one.charge.driverId);
      return (driver && make(one, driver)) ?? [];
    };
  };
  await writeNotifications(ctx, [
    ...corrected.flatMap(noticeOf((one, driver) => changedNotice(ctx, one, driver, before))),
    ...old.flatMap(
      noticeOf((one, driver) => (isLate(one, driver, now) ? lateNotice(ctx, one, driver) : null)),
    ),
  ]);
}

function isLate({ charge }: ChargeNews, { timeZone }: Driver, now: Temporal.Instant): boolean {
  if (isBefore(charge.servicedAt.add(asHours(LATE)), now)) return true;
  const monthOf = (at: Temporal.Instant) =>
    at.toZonedDateTimeISO(timeZone).toPlainDate().toPlainYearMonth();
  return !monthOf(charge.servicedAt).equals(monthOf(now));
}

function lateNotice(ctx: Ctx, news: ChargeNews, driver: Driver): NewNotification {
  const today = ctx.clock.now().toZonedDateTimeISO(driver.timeZone).toPlainDate();
  return {
    key: `charge_billed_late:${driver.id}:${today.toString()}`,
    kind: "charge_billed_late",
    ...noticeTo(ctx, news, driver),
  };
}

function changedNotice(
  ctx: Ctx,
  news: ChargeNews,
  driver: Driver,
  before: ReadonlyMap<Id<"cdr">, { readonly grossMinor: bigint | null; readonly currency: string }>,
): NewNotification | null {
  const old = news.replaces && before.get(news.replaces);
  if (!old || old.grossMinor === null || old.currency !== news.charge.currency) return null;
  if (old.grossMinor === news.charge.grossMinor) return null;
  const { email, locale, payload } = noticeTo(ctx, news, driver);
  return {
    key: `charge_price_changed:${news.row.id}`,
    kind: "charge_price_changed",
    email,
    locale,
    payload: { ...payload, oldMinor: old.grossMinor.toString() },
  };
}

function noticeTo(ctx: Ctx, { row, charge }: ChargeNews, driver: Driver) {
  const { cdrLocation } = decodeCdr(row.core);
  const day = row.startedAt.toZonedDateTimeISO(driver.timeZone).toPlainDate();
  return {
    email: driver.email,
    locale: driver.locale,
    payload: {
      name: driver.name,
      place: cdrLocation.name ?? cdrLocation.address,
      dueOn: day.toString(),
      totalMinor: (charge.grossMinor ?? 0n).toString(),
      currency: charge.currency,
      // A CDR's own address leads to its session.
      url: `${ctx.settings.baseUrl}/sessions/${row.id}`,
    },
  };
}

async function readOldPrices(ctx: Ctx, news: readonly ChargeNews[]) {
  const ids = news.flatMap(({ replaces }) => replaces ?? []);
  if (ids.length === 0) return new Map<Id<"cdr">, never>();
  const rows = await ctx.db
    .select({
      cdrId: charges.cdrId,
      grossMinor: charges.grossMinor,
      currency: charges.currency,
    })
    .from(charges)
    .where(and(eq(charges.tenantId, ctx.tenantId), isOneOf(charges.cdrId, ids)));
  return new Map(rows.map((row) => [row.cdrId, row]));
}

async function readDrivers(
  ctx: Ctx,
  news: readonly ChargeNews[],
): Promise<ReadonlyMap<Id<"driver">, Driver>> {
  const ids = [...new Set(news.map(({ charge }) => charge.driverId))];
  const { id, name, email, locale, timeZone } = drivers;
  const rows = await ctx.db
    .select({ id, name, email, locale, timeZone })
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), isOneOf(drivers.id, ids)));
  return new Map(rows.map((row) => [row.id, row]));
}

// An instant knows no days.
function asHours({ days }: { readonly days: number }) {
  return { hours: days * 24 };
}

function isBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0;
}
