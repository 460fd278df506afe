import type { Id } from "@/core/ids";
import { deferredSubscriptionAccount, revenueAccount } from "@/core/ledger/account";
import { journal, type Journal } from "@/core/ledger/journal";

/** A part of a fee that its time has earned (negative: less than was taken as income before). */
export interface RecognizedFee {
  readonly periodId: Id<"subscriptionPeriod">;
  readonly currency: string;
  /** Before VAT, minor units. */
  readonly amountMinor: bigint;
  /** Up to when the fee is earned now, exclusive. */
  readonly until: Temporal.Instant;
}

/** A fee becomes income: +deferred, −revenue. Key `subscription-period:<id>:recognized:<until>`. */
export function feeRecognized({
  periodId,
  currency,
  amountMinor,
  until,
}: RecognizedFee): Journal | null {
  return journal({
    key: `subscription-period:${periodId}:recognized:${until.toString()}`,
    kind: "fee_recognized",
    // Up to `until` exclusive: at a month's end it belongs to the month that is over.
    effectiveAt: until.subtract({ seconds: 1 }),
    source: { type: "subscription_period", id: periodId },
    legs: [
      { account: deferredSubscriptionAccount, amountMinor, currency },
      { account: revenueAccount("subscription"), amountMinor: -amountMinor, currency },
    ],
  });
}
