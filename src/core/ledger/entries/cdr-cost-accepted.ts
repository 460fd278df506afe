import type { Id } from "@/core/ids";
import { cpoPayableAccount, roamingCostAccount } from "@/core/ledger/account";
import { journal, reverseJournal, type Journal } from "@/core/ledger/journal";

/** What we owe a CPO for a CDR, before tax, in minor units; negative for a Credit CDR. */
export interface CdrCost {
  readonly cdrId: Id<"cdr">;
  readonly party: { readonly countryCode: string; readonly partyId: string };
  readonly currency: string;
  readonly costMinor: bigint;
  /** When the energy was delivered (the CDR's end). */
  readonly effectiveAt: Temporal.Instant;
}

/** The CPO's side of a CDR at acceptance: +cost:roaming, −cpo payable. Key `cdr:<id>:cost`. */
export function cdrCostAccepted(cost: CdrCost): Journal | null {
  const { currency, costMinor } = cost;
  return journal({
    key: `cdr:${cost.cdrId}:cost`,
    kind: "cdr_cost_accepted",
    effectiveAt: cost.effectiveAt,
    source: { type: "cdr", id: cost.cdrId },
    legs: [
      { account: roamingCostAccount, amountMinor: costMinor, currency },
      { account: cpoPayableAccount(cost.party), amountMinor: -costMinor, currency },
    ],
  });
}

/** Takes back what `cdrCostAccepted` booked for the same `cost`, at `reversedAt`. Key `cdr:<id>:cost:reversed`. */
export function cdrCostReversed(
  cost: CdrCost,
  reversesId: Id<"journal">,
  reversedAt: Temporal.Instant,
): Journal | null {
  return reverseJournal(cdrCostAccepted(cost), {
    key: `cdr:${cost.cdrId}:cost:reversed`,
    kind: "cdr_cost_reversed",
    effectiveAt: reversedAt,
    reversesId,
  });
}
