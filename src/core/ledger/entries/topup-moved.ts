import type { Id } from "@/core/ids";
import { disputesAccount, driverAccount, stripeClearingAccount } from "@/core/ledger/account";
import { journal, type Journal, type JournalSource } from "@/core/ledger/journal";

/** Money that a driver put into his wallet. */
export interface SucceededTopup {
  readonly topupId: Id<"topup">;
  /** Stripe's `pi_…`. */
  readonly paymentIntentId: string;
  readonly driverId: Id<"driver">;
  readonly currency: string;
  readonly amountMinor: bigint;
  /** The rail's own time of the charge. */
  readonly succeededAt: Temporal.Instant;
}

/** A top-up came in: +stripe:clearing, −wallet. Key `stripe:<pi>:succeeded`. */
export function topupSucceeded(topup: SucceededTopup): Journal | null {
  const { currency, amountMinor } = topup;
  return journal({
    key: `stripe:${topup.paymentIntentId}:succeeded`,
    kind: "topup_succeeded",
    effectiveAt: topup.succeededAt,
    source: { type: "topup", id: topup.topupId },
    legs: [
      { account: stripeClearingAccount, amountMinor, currency },
      { account: driverAccount(topup.driverId, "wallet"), amountMinor: -amountMinor, currency },
    ],
  });
}

/** Money of a top-up that was taken from us again. */
export interface ReversedTopup {
  /** The row that tells of it: the payment that came back, or the dispute. */
  readonly source: JournalSource;
  /** The fact's own name, from the rail. */
  readonly key: string;
  readonly driverId: Id<"driver">;
  readonly currency: string;
  readonly amountMinor: bigint;
  /** stripe: the rail took it now. disputes: the dispute's own journal had taken it, and the dispute was lost. */
  readonly from: "stripe" | "disputes";
  readonly reversedAt: Temporal.Instant;
}

/** A top-up was taken back: +wallet, −stripe:clearing (a return) or −disputes:receivable (a lost dispute). */
export function topupReversed(reversed: ReversedTopup): Journal | null {
  const { currency, amountMinor } = reversed;
  const from = reversed.from === "stripe" ? stripeClearingAccount : disputesAccount;
  return journal({
    key: reversed.key,
    kind: "topup_reversed",
    effectiveAt: reversed.reversedAt,
    source: reversed.source,
    legs: [
      { account: driverAccount(reversed.driverId, "wallet"), amountMinor, currency },
      { account: from, amountMinor: -amountMinor, currency },
    ],
  });
}
