import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { invariant } from "@/core/invariant";
import type { ItemWords } from "@/core/invoicing/item-words";
import {
  billItemOpened,
  type ItemIncome,
  type OpenedItem,
} from "@/core/ledger/entries/bill-item-opened";
import type { Journal } from "@/core/ledger/journal";
import { insertRows } from "@/db/insert-rows";
import { isOneOf } from "@/db/is-one-of";
import { newId } from "@/db/new-id";
import { billItems, type BillItemKind } from "@/db/schema/subscriptions";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { readVatAmount, storeVatAmount } from "@/services/invoices/stored-vat-amount";
import { postJournals } from "@/services/ledger/post-journal";
import type { Period } from "@/core/time/period";
import { decideItemVat, type ItemQuestion, type TaxedItem } from "./decide-item-vat";

type ItemRow = typeof billItems.$inferInsert;

/** Something that a driver owes besides charges, or gets back (a negative amount). */
export interface ItemToOpen extends ItemQuestion {
  /** The fact's own name: the same key is billed once. */
  readonly key: string;
  readonly currency: string;
  readonly words: ItemWords;
  /** What it is for, where it is for a time. */
  readonly period?: Period;
  readonly subscriptionPeriodId?: Id<"subscriptionPeriod">;
  /** From when it is invoiced without waiting for the month; null: with the month. */
  readonly billAt: Temporal.Instant | null;
}

/** Items that were stored, and the journals that book them: to be posted in the same transaction. */
export interface StoredItems {
  readonly ids: readonly Id<"billItem">[];
  readonly journals: readonly (Journal | null)[];
}

/**
 * Books something that a driver owes besides charges, as not yet invoiced, and returns its id. The same key again
 * changes nothing and returns the first one's id.
 * @throws ServiceError NOT_FOUND (no such driver), PRECONDITION (no VAT rate for it).
 */
export async function openBillItem(ctx: Ctx, item: ItemToOpen): Promise<Id<"billItem">> {
  return inTransaction(ctx, async (tx) => {
    const { ids, journals } = await storeBillItems(tx, [item]);
    await postJournals(tx, journals);
    const [id] = ids;
    invariant(id, "an item was not stored");
    return id;
  });
}

/**
 * Stores items whose journals the caller posts with others of his transaction, so that accounts are locked in one
 * order. An item whose key is known has no journal.
 */
export async function storeBillItems(ctx: Ctx, items: readonly ItemToOpen[]): Promise<StoredItems> {
  if (items.length === 0) return { ids: [], journals: [] };
  const amounts = await decideItemVat(ctx, items);
  const rows = items.map((item, index) => {
    const taxed = amounts[index];
    invariant(taxed, "an item has no VAT");
    return rowOf(ctx, item, taxed);
  });
  const inserted = await insertRows(ctx.db, billItems, rows, {
    unlessTaken: [billItems.tenantId, billItems.key],
    returning: billItems.id,
  });
  const fresh = new Set(inserted);
  const known = await idsByKey(
    ctx,
    rows.filter(({ id }) => !fresh.has(id)),
  );
  return {
    ids: rows.map(({ id, key }) => known.get(key) ?? id),
    journals: rows.map((row) => (fresh.has(row.id) ? billItemOpened(openedItem(row)) : null)),
  };
}

function rowOf(ctx: Ctx, item: ItemToOpen, taxed: TaxedItem): ItemRow {
  const { amount, supplyCountry, vatTrace } = taxed;
  const { driverId, kind, key, basis, currency, words, servicedAt, billAt, period } = item;
  return {
    tenantId: ctx.tenantId,
    id: newId<"billItem">(),
    driverId,
    kind,
    state: "open",
    key,
    subscriptionPeriodId: item.subscriptionPeriodId ?? null,
    basis,
    currency,
    netMinor: amount.netMinor,
    vatMinor: amount.vatMinor,
    grossMinor: amount.grossMinor,
    perRate: [storeVatAmount(amount)],
    supplyCountry,
    vatTrace,
    words,
    periodStart: period?.start ?? null,
    periodEnd: period?.end ?? null,
    servicedAt,
    billAt,
    createdAt: ctx.clock.now(),
  };
}

async function idsByKey(ctx: Ctx, rows: readonly ItemRow[]) {
  if (rows.length === 0) return new Map<string, Id<"billItem">>();
  const keys = rows.map(({ key }) => key);
  const found = await ctx.db
    .select({ id: billItems.id, key: billItems.key })
    .from(billItems)
    .where(and(eq(billItems.tenantId, ctx.tenantId), isOneOf(billItems.key, keys)));
  return new Map(found.map(({ id, key }) => [key, id]));
}

const INCOME: Readonly<Record<BillItemKind, ItemIncome>> = {
  subscription_fee: "subscription",
  proration_credit: "subscription",
  proration_charge: "subscription",
  reminder_fee: "reminder_fee",
  collection_fee: "reminder_fee",
  late_interest: "late_interest",
  adjustment: "fee",
};

/** A stored item as its journal sees it. */
export function openedItem(row: ItemRow): OpenedItem {
  return {
    itemId: row.id,
    driverId: row.driverId,
    currency: row.currency,
    income: INCOME[row.kind],
    supplyCountry: row.supplyCountry,
    perRate: row.perRate.map(readVatAmount),
    effectiveAt: row.servicedAt,
  };
}
