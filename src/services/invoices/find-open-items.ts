import { and, asc, eq, isNull, lte, or, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { isOneOf } from "@/db/is-one-of";
import { billItems } from "@/db/schema/subscriptions";
import type { Ctx } from "@/services/context";
import type { OpenItem } from "./draft-invoices";
import { spanRows, type OpenSpan } from "./find-open-charges";
import { readVatAmount } from "./stored-vat-amount";

type ItemsByDriver = ReadonlyMap<Id<"driver">, readonly OpenItem[]>;

const COLUMNS = {
  driverId: billItems.driverId,
  id: billItems.id,
  words: billItems.words,
  basis: billItems.basis,
  currency: billItems.currency,
  supplyCountry: billItems.supplyCountry,
  periodStart: billItems.periodStart,
  periodEnd: billItems.periodEnd,
  servicedAt: billItems.servicedAt,
  perRate: billItems.perRate,
  vatTrace: billItems.vatTrace,
};

/**
 * The open items of drivers that belong to a time before `until`, by driver, oldest first; not those that are to be
 * billed later. `lock` takes them for invoices that are being made in this transaction.
 */
export async function findOpenItems(
  ctx: Ctx,
  query: { readonly spans: readonly OpenSpan[]; readonly lock: boolean },
): Promise<ItemsByDriver> {
  const select = ctx.db
    .select(COLUMNS)
    .from(spanRows(query.spans))
    .innerJoin(
      billItems,
      and(
        eq(billItems.tenantId, ctx.tenantId),
        sql`${billItems.driverId} = span.driver_id`,
        eq(billItems.state, "open"),
        sql`${billItems.servicedAt} < span.until`,
        or(isNull(billItems.billAt), lte(billItems.billAt, ctx.clock.now())),
      ),
    )
    .orderBy(asc(billItems.servicedAt), asc(billItems.id));
  return byDriver(await (query.lock ? select.for("no key update", { of: billItems }) : select));
}

/** Those of some items that are open, by driver, oldest first, taken for this transaction. */
export async function lockItems(
  ctx: Ctx,
  itemIds: readonly Id<"billItem">[],
): Promise<ItemsByDriver> {
  const rows = await ctx.db
    .select(COLUMNS)
    .from(billItems)
    .where(
      and(
        eq(billItems.tenantId, ctx.tenantId),
        isOneOf(billItems.id, itemIds),
        eq(billItems.state, "open"),
      ),
    )
    .orderBy(asc(billItems.servicedAt), asc(billItems.id))
    .for("no key update");
  return byDriver(rows);
}

type Row = Omit<OpenItem, "amounts"> & {
  readonly driverId: Id<"driver">;
  readonly perRate: (typeof billItems.$inferSelect)["perRate"];
};

function byDriver(rows: readonly Row[]): ItemsByDriver {
  const open = rows.map(({ perRate, ...row }) => ({ ...row, amounts: perRate.map(readVatAmount) }));
  return Map.groupBy(open, ({ driverId }) => driverId);
}
