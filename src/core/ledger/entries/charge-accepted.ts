import type { Id } from "@/core/ids";
import type { VatAmount } from "@/core/money/vat-amount";
import { driverAccount, revenueAccount, vatAccount, type RevenueKind } from "@/core/ledger/account";
import { journal, reverseJournal, type Journal } from "@/core/ledger/journal";

/** What a driver owes for a charge. In each rate net + vat = gross. */
export interface AcceptedCharge {
  readonly chargeId: Id<"charge">;
  readonly driverId: Id<"driver">;
  readonly currency: string;
  /** Whose VAT it is: ISO 3166-1 alpha-2. */
  readonly supplyCountry: string;
  readonly perRate: readonly VatAmount[];
  /** When the energy was delivered. */
  readonly effectiveAt: Temporal.Instant;
  readonly revenue?: RevenueKind;
  /** Where he owes it: on an invoice to come (default), or at once from his wallet. */
  readonly from?: "unbilled_receivable" | "wallet";
}

/**
 * A driver's side of a CDR: +unbilled receivable (or +wallet) gross, −revenue net, −vat of each rate. Key `charge:<id>`.
 */
export function chargeAccepted(charge: AcceptedCharge): Journal | null {
  const { currency } = charge;
  return journal({
    key: `charge:${charge.chargeId}`,
    kind: "charge_accepted",
    effectiveAt: charge.effectiveAt,
    source: { type: "charge", id: charge.chargeId },
    legs: charge.perRate.flatMap((amount) => [
      {
        account: driverAccount(charge.driverId, charge.from ?? "unbilled_receivable"),
        amountMinor: amount.grossMinor,
        currency,
      },
      {
        account: revenueAccount(charge.revenue ?? "energy"),
        amountMinor: -amount.netMinor,
        currency,
      },
      {
        account: vatAccount(charge.supplyCountry, amount.vatRate),
        amountMinor: -amount.vatMinor,
        currency,
      },
    ]),
  });
}

/** Takes back what `chargeAccepted` booked for the same `charge`, at `reversedAt`. Key `charge:<id>:reversed`. */
export function chargeReversed(
  charge: AcceptedCharge,
  reversesId: Id<"journal">,
  reversedAt: Temporal.Instant,
): Journal | null {
  return reverseJournal(chargeAccepted(charge), {
    key: `charge:${charge.chargeId}:reversed`,
    kind: "charge_reversed",
    effectiveAt: reversedAt,
    reversesId,
  });
}
