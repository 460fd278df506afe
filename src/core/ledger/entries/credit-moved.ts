import type { Id } from "@/core/ids";
import { driverAccount, goodwillAccount } from "@/core/ledger/account";
import { journal, type Journal } from "@/core/ledger/journal";

/** Credit that we gave, or that ran out, in minor units. */
export interface GivenCredit {
  readonly lotId: Id<"walletLot">;
  readonly driverId: Id<"driver">;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly at: Temporal.Instant;
}

/** Credit was given: +goodwill, −wallet. Key `wallet-lot:<id>:granted`. */
export function creditGranted(given: GivenCredit): Journal | null {
  return journal({
    key: `wallet-lot:${given.lotId}:granted`,
    kind: "credit_granted",
    ...moved(given, given.amountMinor),
  });
}

/**
 * What was left of given credit ran out: +wallet, −goodwill. Key `wallet-lot:<id>:expired:<when>`, since credit that is
 * put back into a lot may run out a second time.
 */
export function creditExpired(expired: GivenCredit): Journal | null {
  return journal({
    key: `wallet-lot:${expired.lotId}:expired:${expired.at.toString()}`,
    kind: "credit_expired",
    ...moved(expired, -expired.amountMinor),
  });
}

/** Own money that a driver wants back. */
export interface WithdrawnCredit {
  readonly withdrawalId: Id<"other">;
  readonly driverId: Id<"driver">;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly requestedAt: Temporal.Instant;
}

/** A driver takes his money out: +wallet, −refund_payable. The wallet must hold it. Key `withdrawal:<id>`. */
export function walletWithdrawn(withdrawn: WithdrawnCredit): Journal | null {
  const { currency, amountMinor, driverId } = withdrawn;
  return journal({
    key: `withdrawal:${withdrawn.withdrawalId}`,
    kind: "wallet_withdrawn",
    effectiveAt: withdrawn.requestedAt,
    source: { type: "withdrawal", id: withdrawn.withdrawalId },
    isAuthorising: true,
    legs: [
      { account: driverAccount(driverId, "wallet"), amountMinor, currency },
      { account: driverAccount(driverId, "refund_payable"), amountMinor: -amountMinor, currency },
    ],
  });
}

function moved({ lotId, driverId, currency, at }: GivenCredit, amountMinor: bigint) {
  return {
    effectiveAt: at,
    source: { type: "wallet_lot" as const, id: lotId },
    legs: [
      { account: goodwillAccount, amountMinor, currency },
      { account: driverAccount(driverId, "wallet"), amountMinor: -amountMinor, currency },
    ],
  };
}
