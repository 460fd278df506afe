import { and, eq, lte, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import type { DocumentReference } from "@/core/invoicing/document-parts";
import { leastInvoices } from "@/core/invoicing/least-invoice";
import { billingPeriodAt } from "@/core/plans/billing-period";
import type { Period } from "@/core/time/period";
import { isOneOf } from "@/db/is-one-of";
import { drivers } from "@/db/schema/drivers";
import { billItems } from "@/db/schema/subscriptions";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { issueInvoices } from "./issue-invoices";

/** Items that get an invoice of their own: fees that are due in advance, or the fees of a reminder. */
export interface ItemsOrder {
  readonly driverId: Id<"driver">;
  readonly itemIds: readonly Id<"billItem">[];
  readonly kind: "advance" | "fees";
  /** The documents that they go back to: the unpaid invoices of a reminder. */
  readonly references?: readonly DocumentReference[];
}

/**
 * Invoices open items of a driver by themselves, in the caller's transaction if there is one: one invoice for each
 * currency and price basis. Those that are invoiced already are passed over, so the same order again issues nothing;
 * what is not owed to us, or in advance is less than a card can be charged, stays open for the next invoice.
 * @throws ServiceError NOT_FOUND for an unknown driver, INVALID for an item of somebody else.
 */
export async function issueItemsInvoice(ctx: Ctx, order: ItemsOrder): Promise<Id<"invoice">[]> {
  return inTransaction(ctx, async (tx) => {
    const [driver] = await tx.db
      .select({ timeZone: drivers.timeZone })
      .from(drivers)
      .where(and(eq(drivers.tenantId, tx.tenantId), eq(drivers.id, order.driverId)))
      .for("no key update");
    if (!driver) {
      throw new ServiceError("NOT_FOUND", "There is no such driver.", { driverId: order.driverId });
    }
    const items = await tx.db
      .select({
        driverId: billItems.driverId,
        start: billItems.periodStart,
        end: billItems.periodEnd,
      })
      .from(billItems)
      .where(and(eq(billItems.tenantId, tx.tenantId), isOneOf(billItems.id, order.itemIds)));
    if (items.some(({ driverId }) => driverId !== order.driverId)) {
      throw new ServiceError("INVALID", "An item belongs to another driver.");
    }
    const now = tx.clock.now();
    return issueInvoices(tx, {
      ...order,
      period: spanOf(items) ?? { start: billingPeriodAt(now, driver.timeZone).start, end: now },
      until: now,
    });
  });
}

/** From the first start to the last end of what items are for; null where none is for a time. */
function spanOf(
  items: readonly {
    readonly start: Temporal.Instant | null;
    readonly end: Temporal.Instant | null;
  }[],
): Period | null {
  const starts = items.flatMap(({ start }) => (start ? [start] : []));
  const ends = items.flatMap(({ end }) => (end ? [end] : []));
  const [start] = starts.toSorted(Temporal.Instant.compare);
  const end = ends.toSorted(Temporal.Instant.compare).at(-1);
  return start && end && Temporal.Instant.compare(start, end) < 0 ? { start, end } : null;
}

const MOST_DRIVERS = 500;

/**
 * Invoices the items that do not wait for the month (`billAt` has come), each driver in a transaction of its own:
 * one invoice of kind `advance` for each currency and price basis that comes to enough. Returns how many.
 */
export async function issueDueItems(ctx: Ctx): Promise<number> {
  const due = await ctx.db
    .select({
      driverId: billItems.driverId,
      itemIds: sql<Id<"billItem">[]>`json_agg(${billItems.id})`,
    })
    .from(billItems)
    .where(
      and(
        eq(billItems.tenantId, ctx.tenantId),
        eq(billItems.state, "open"),
        lte(billItems.billAt, ctx.clock.now()),
      ),
    )
    .groupBy(billItems.driverId, billItems.currency, billItems.basis)
    .having(
      sql`sum(${billItems.grossMinor}) >= coalesce((${JSON.stringify(leastInvoices())}::json ->> ${billItems.currency})::bigint, 1)`,
    )
    .limit(MOST_DRIVERS);
  let issued = 0;
  for (const { driverId, itemIds } of due) {
    try {
      issued += (await issueItemsInvoice(ctx, { driverId, itemIds, kind: "advance" })).length;
    } catch (error) {
      ctx.log.error({ err: error, driverId }, "a fee could not be invoiced");
    }
  }
  return issued;
}
