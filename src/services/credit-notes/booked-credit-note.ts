import type { CreditShares } from "@/core/credits/share-credit";
import type { Id } from "@/core/ids";
import type { IssuedCreditNote } from "@/core/ledger/entries/credit-note-issued";
import type { CreditOriginal } from "./credit-original";
import type { PlannedCredit } from "./plan-credit";

/** A planned credit note as the ledger takes it. */
export function bookedCreditNote(
  creditNoteId: Id<"creditNote">,
  note: {
    readonly original: CreditOriginal;
    readonly plan: PlannedCredit;
    readonly shares: CreditShares;
    readonly at: Temporal.Instant;
  },
): IssuedCreditNote {
  const { original, plan, shares } = note;
  return {
    creditNoteId,
    driverId: original.driverId,
    currency: original.currency,
    issuedAt: note.at,
    lines: plan.lines.map((line) => ({ revenue: line.original.revenue, amounts: line.amounts })),
    roundingMinor: plan.totals.roundingMinor,
    shares,
  };
}
