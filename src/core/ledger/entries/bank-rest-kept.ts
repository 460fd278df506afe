import type { Id } from "@/core/ids";
import { driverAccount, unallocatedAccount } from "@/core/ledger/account";
import { journal, type Journal } from "@/core/ledger/journal";

/** What a driver's transfer was too much, that stays with us as his credit. */
export interface KeptRest {
  readonly bankLineId: Id<"bankLine">;
  readonly driverId: Id<"driver">;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly keptAt: Temporal.Instant;
}

/** +unallocated, −wallet. Key `bank:<lineId>:kept`. */
export function bankRestKept(kept: KeptRest): Journal | null {
  const { amountMinor, currency } = kept;
  return journal({
    key: `bank:${kept.bankLineId}:kept`,
    kind: "bank_rest_kept",
    effectiveAt: kept.keptAt,
    source: { type: "bank_line", id: kept.bankLineId },
    legs: [
      { account: unallocatedAccount, amountMinor, currency },
      { account: driverAccount(kept.driverId, "wallet"), amountMinor: -amountMinor, currency },
    ],
  });
}
