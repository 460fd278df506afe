import type { Id } from "@/core/ids";
import {
  deferredSubscriptionAccount,
  driverAccount,
  revenueAccount,
  vatAccount,
  type AccountRef,
} from "@/core/ledger/account";
import { journal, reverseJournal, type Journal } from "@/core/ledger/journal";
import type { VatAmount } from "@/core/money/vat-amount";

/** What an item is for, as far as the books tell it apart. A subscription's fee is income only as its time passes. */
export type ItemIncome = "subscription" | "fee" | "reminder_fee" | "late_interest";

/** What a driver owes besides charges; negative amounts are given back. In each rate net + vat = gross. */
export interface OpenedItem {
  readonly itemId: Id<"billItem">;
  readonly driverId: Id<"driver">;
  readonly currency: string;
  readonly income: ItemIncome;
  /** Whose VAT it is: ISO 3166-1 alpha-2. */
  readonly supplyCountry: string;
  readonly perRate: readonly VatAmount[];
  readonly effectiveAt: Temporal.Instant;
}

/** An item is owed: +unbilled receivable gross, −deferred or revenue net, −vat of each rate. Key `item:<id>`. */
export function billItemOpened(item: OpenedItem): Journal | null {
  const { currency } = item;
  const unbilled = driverAccount(item.driverId, "unbilled_receivable");
  return journal({
    key: `item:${item.itemId}`,
    kind: "bill_item_opened",
    effectiveAt: item.effectiveAt,
    source: { type: "bill_item", id: item.itemId },
    legs: item.perRate.flatMap((amount) => [
      { account: unbilled, amountMinor: amount.grossMinor, currency },
      { account: incomeAccount(item.income), amountMinor: -amount.netMinor, currency },
      {
        account: vatAccount(item.supplyCountry, amount.vatRate),
        amountMinor: -amount.vatMinor,
        currency,
      },
    ]),
  });
}

function incomeAccount(income: ItemIncome): AccountRef {
  return income === "subscription" ? deferredSubscriptionAccount : revenueAccount(income);
}

/** Takes back what `billItemOpened` booked for the same `item`, at `voidedAt`. Key `item:<id>:reversed`. */
export function billItemVoided(
  item: OpenedItem,
  reversesId: Id<"journal">,
  voidedAt: Temporal.Instant,
): Journal | null {
  return reverseJournal(billItemOpened(item), {
    key: `item:${item.itemId}:reversed`,
    kind: "bill_item_voided",
    effectiveAt: voidedAt,
    reversesId,
  });
}
