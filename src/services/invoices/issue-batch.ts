import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { leastInvoice } from "@/core/invoicing/least-invoice";
import { sumOf } from "@/core/money/vat-amount";
import { isOneOf } from "@/db/is-one-of";
import { invoices } from "@/db/schema/invoices";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { composeInvoice } from "./compose-invoice";
import { draftInvoices, openOf, type InvoiceDraft, type OpenItem } from "./draft-invoices";
import { findOpenCharges, type OpenCharge } from "./find-open-charges";
import { findOpenItems, lockItems } from "./find-open-items";
import type { BatchOutcome, FailedOne, IssueOrder, KeptOne, KeptReason } from "./issue-order";
import { lockParties, type Parties } from "./lock-parties";
import { storeIssued, type Composed } from "./store-issued";

/**
 * Makes, numbers and books the invoices of many drivers in one transaction: for each driver one for each currency and
 * price basis of what is open. Rows are read and written for all at once, and documents are composed before their
 * numbers are taken, so that the series is locked for as short as can be. A driver whose documents cannot be made is
 * answered as failed and does not stop the others. One order a driver.
 * @throws ServiceError PRECONDITION where the tenant has no legal entity.
 */
export async function issueBatch(ctx: Ctx, orders: readonly IssueOrder[]): Promise<BatchOutcome> {
  if (orders.length === 0) return { issued: [], kept: [], failed: [] };
  return inTransaction(ctx, async (tx) => {
    const parties = await lockParties(
      tx,
      orders.map(({ driverId }) => driverId),
    );
    const open = await readOpen(tx, orders);
    const sorted = sortOut({ tx, orders, parties, open });
    const issued = await storeIssued(tx, parties, sorted.composed);
    return { issued, kept: sorted.kept, failed: sorted.failed };
  });
}

interface Open {
  readonly charges: ReadonlyMap<Id<"driver">, readonly OpenCharge[]>;
  readonly items: ReadonlyMap<Id<"driver">, readonly OpenItem[]>;
  /** Names of the monthly invoices that there are: `monthlyKey`. */
  readonly monthly: ReadonlySet<string>;
}

async function readOpen(ctx: Ctx, orders: readonly IssueOrder[]): Promise<Open> {
  const spans = orders.filter(({ itemIds }) => itemIds === undefined);
  const itemIds = orders.flatMap((order) => order.itemIds ?? []);
  // Not locked: marking them counts those that are still open, and the driver's row keeps other invoices away.
  const [charges, items, named, monthly] = await Promise.all([
    findOpenCharges(ctx, { spans, lock: false }),
    findOpenItems(ctx, { spans, lock: false }),
    lockItems(ctx, itemIds),
    findMonthly(ctx, orders),
  ]);
  return { charges, items: new Map([...items, ...named]), monthly };
}

async function findMonthly(ctx: Ctx, orders: readonly IssueOrder[]): Promise<Set<string>> {
  const monthly = orders.filter(({ kind }) => kind === "monthly");
  if (monthly.length === 0) return new Set();
  const rows = await ctx.db
    .select({
      driverId: invoices.driverId,
      start: invoices.periodStart,
      currency: invoices.currency,
      basis: invoices.basis,
    })
    .from(invoices)
    .where(
      and(
        eq(invoices.tenantId, ctx.tenantId),
        isOneOf(
          invoices.driverId,
          monthly.map(({ driverId }) => driverId),
        ),
        eq(invoices.kind, "monthly"),
      ),
    );
  return new Set(rows.map(({ driverId, start, ...kind }) => monthlyKey(driverId, start, kind)));
}

function monthlyKey(
  driverId: Id<"driver">,
  start: Temporal.Instant,
  { currency, basis }: { readonly currency: string; readonly basis: string },
): string {
  return `${driverId} ${start.toString()} ${currency} ${basis}`;
}

interface Batch {
  readonly tx: Ctx;
  readonly orders: readonly IssueOrder[];
  readonly parties: Parties;
  readonly open: Open;
}

function sortOut(batch: Batch) {
  const composed: Composed[] = [];
  const kept: KeptOne[] = [];
  const failed: FailedOne[] = [];
  for (const order of batch.orders) {
    try {
      const made = composeOrder(batch, order);
      composed.push(...made.composed);
      kept.push(...made.kept);
    } catch (error) {
      const reason = error instanceof Error ? error : new Error(String(error));
      failed.push({ driverId: order.driverId, error: reason });
    }
  }
  return { composed, kept, failed };
}

function composeOrder({ tx, parties, open }: Batch, order: IssueOrder) {
  const driver = parties.drivers.get(order.driverId);
  if (!driver) {
    throw new ServiceError("NOT_FOUND", "There is no such driver.", { driverId: order.driverId });
  }
  const charges = open.charges.get(driver.id) ?? [];
  const items = open.items.get(driver.id) ?? [];
  const composed: Composed[] = [];
  const kept: KeptOne[] = [];
  for (const draft of draftInvoices(charges, items, parties.tenant.billing.totalRounding)) {
    const { currency } = draft;
    const { totalMinor } = draft.totals;
    const reason = reasonToKeep(order, draft, {
      isClosed: driver.state === "closed",
      monthly: open.monthly,
    });
    if (reason !== null) {
      kept.push({ driverId: driver.id, currency, totalMinor, reason });
      continue;
    }
    composed.push(composeInvoice(tx, parties, { order, driver, draft }));
  }
  return { composed, kept };
}

function reasonToKeep(
  order: IssueOrder,
  draft: InvoiceDraft,
  of: { readonly isClosed: boolean; readonly monthly: ReadonlySet<string> },
): KeptReason | null {
  const { totalMinor } = draft.totals;
  if (totalMinor < 0n && of.isClosed) return "closed_credit";
  if (totalMinor <= 0n) return "not_owed";
  const isAsked = order.kind === "interim" || order.kind === "fees";
  if (!isAsked && bookedMinor(draft) < leastInvoice(draft.currency)) return "too_small";
  const key = monthlyKey(order.driverId, order.period.start, draft);
  return order.kind === "monthly" && of.monthly.has(key) ? "invoiced" : null;
}

// As the ledger has it: who is due is found by the same sum.
function bookedMinor(draft: InvoiceDraft): bigint {
  return draft.lines.reduce((sum, line) => sum + sumOf(openOf(line).amounts).grossMinor, 0n);
}
