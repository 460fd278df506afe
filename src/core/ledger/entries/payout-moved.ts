import type { Id } from "@/core/ids";
import { paymentInTransitAccount, stripeClearingAccount } from "@/core/ledger/account";
import { journal, type Journal } from "@/core/ledger/journal";

/** What left Stripe's balance for our bank, or came back to it. */
export interface MovedPayout {
  /** Stripe's `po_…`. */
  readonly payoutId: string;
  /** Our id made of it. */
  readonly sourceId: Id<"other">;
  readonly currency: string;
  readonly amountMinor: bigint;
  /** The time of the balance transaction that says so. */
  readonly movedAt: Temporal.Instant;
}

/** A payout left Stripe: +payment_in_transit, −stripe:clearing. Key `payout:<po>:sent`. */
export function payoutSent(payout: MovedPayout): Journal | null {
  return moved(payout, "sent", payout.amountMinor);
}

/** A payout that the bank did not take: the reverse. Key `payout:<po>:failed`. */
export function payoutFailed(payout: MovedPayout): Journal | null {
  return moved(payout, "failed", -payout.amountMinor);
}

function moved(payout: MovedPayout, what: "sent" | "failed", amountMinor: bigint): Journal | null {
  const { currency } = payout;
  return journal({
    key: `payout:${payout.payoutId}:${what}`,
    kind: `payout_${what}`,
    effectiveAt: payout.movedAt,
    source: { type: "payout", id: payout.sourceId },
    legs: [
      { account: paymentInTransitAccount, amountMinor, currency },
      { account: stripeClearingAccount, amountMinor: -amountMinor, currency },
    ],
  });
}
