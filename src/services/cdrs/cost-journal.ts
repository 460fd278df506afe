import { cdrCostAccepted } from "@/core/ledger/entries/cdr-cost-accepted";
import type { Journal } from "@/core/ledger/journal";
import type { cdrs } from "@/db/schema/cdrs";

/**
 * The journal of what a CDR costs us, with the facts that make it the same on every retry. A Credit CDR is a fact of the
 * day it came: the period of its original may be closed by then.
 */
export function costJournalOf(row: typeof cdrs.$inferSelect, costMinor: bigint): Journal | null {
  return cdrCostAccepted({
    cdrId: row.id,
    party: { countryCode: row.countryCode, partyId: row.partyId },
    currency: row.currency,
    costMinor,
    effectiveAt: row.isCredit ? row.receivedAt : row.endedAt,
  });
}
