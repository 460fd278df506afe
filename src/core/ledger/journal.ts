import type { Id } from "@/core/ids";
import { invariant } from "@/core/invariant";
import type { AccountRef } from "./account";

/** Which business fact a journal books. */
export type JournalKind =
  | "cdr_cost_accepted"
  | "cdr_cost_reversed"
  | "charge_accepted"
  | "charge_reversed"
  | "bill_item_opened"
  | "bill_item_voided"
  | "fee_recognized"
  | "invoice_finalized"
  | "invoice_written_off"
  | "write_off_recovered"
  | "credit_note_issued"
  | "payment_succeeded"
  | "stripe_fee"
  | "stripe_account_fee"
  | "payout_sent"
  | "payout_failed"
  | "bank_line_booked"
  | "bank_match_undone"
  | "bank_rest_kept"
  | "payment_returned"
  | "refund_succeeded"
  | "refund_failed"
  | "dispute_withdrawn"
  | "dispute_reinstated"
  | "dispute_lost"
  | "topup_succeeded"
  | "topup_reversed"
  | "credit_granted"
  | "credit_expired"
  | "wallet_withdrawn"
  | "partner_invoice_approved"
  | "payment_file_approved"
  | "payment_file_canceled";

/** The row that a journal comes from. */
export type JournalSource =
  | { readonly type: "cdr"; readonly id: Id<"cdr"> }
  | { readonly type: "charge"; readonly id: Id<"charge"> }
  | { readonly type: "bill_item"; readonly id: Id<"billItem"> }
  | { readonly type: "subscription_period"; readonly id: Id<"subscriptionPeriod"> }
  | { readonly type: "invoice"; readonly id: Id<"invoice"> }
  | { readonly type: "payment"; readonly id: Id<"payment"> }
  | { readonly type: "bank_line"; readonly id: Id<"bankLine"> }
  /** Stripe's ids are no uuids: these are made of them, always the same. */
  | { readonly type: "payout" | "stripe_transaction"; readonly id: Id<"other"> }
  | { readonly type: "refund"; readonly id: Id<"refund"> }
  | { readonly type: "credit_note"; readonly id: Id<"creditNote"> }
  | { readonly type: "dispute"; readonly id: Id<"dispute"> }
  | { readonly type: "topup"; readonly id: Id<"topup"> }
  | { readonly type: "wallet_lot"; readonly id: Id<"walletLot"> }
  | { readonly type: "withdrawal"; readonly id: Id<"other"> }
  | { readonly type: "partner_invoice"; readonly id: Id<"partnerInvoice"> }
  | { readonly type: "payment_file"; readonly id: Id<"paymentFile"> };

/** One side of a journal: minor units on an account, debit positive. */
export interface Leg {
  readonly account: AccountRef;
  readonly amountMinor: bigint;
  readonly currency: string;
}

/** What `journal` makes a journal of. */
export interface JournalDraft {
  /** The fact's own name, unique for ever: posting it again with the same content changes nothing. */
  readonly key: string;
  readonly kind: JournalKind;
  /** When the fact was so, taken from the fact itself (never "now"): a retry must say the same. */
  readonly effectiveAt: Temporal.Instant;
  readonly source: JournalSource;
  readonly legs: readonly Leg[];
  /** The journal this one takes back. */
  readonly reversesId?: Id<"journal">;
  /** The accounts that must say no may refuse it (spending is authorised, facts are recorded). */
  readonly isAuthorising?: boolean;
}

/** One business fact in balance: at least two legs, each account once, the sum of each currency zero. */
export interface Journal extends JournalDraft {
  readonly __balanced: true;
}

/**
 * Makes a journal: legs on one account are merged, empty ones dropped. Null where nothing moves
 * (a free charge). Throws `InvariantError` if a currency does not sum to zero.
 */
export function journal(draft: JournalDraft): Journal | null {
  invariant(draft.key !== "", "a journal needs a key");
  const merged = new Map<string, Leg>();
  for (const leg of draft.legs) {
    const place = `${leg.currency} ${leg.account.code}`;
    const before = merged.get(place);
    const amountMinor = (before?.amountMinor ?? 0n) + leg.amountMinor;
    merged.set(place, { ...leg, amountMinor });
  }
  const legs = [...merged.values()].filter((leg) => leg.amountMinor !== 0n);
  for (const currency of new Set(legs.map((leg) => leg.currency))) {
    const total = sumOf(legs.filter((leg) => leg.currency === currency));
    invariant(total === 0n, `${draft.key} does not balance: ${total} ${currency} over`);
  }
  return legs.length === 0 ? null : { ...draft, legs, __balanced: true };
}

/** The same legs with the other sign, as a fact of its own that names what it takes back. */
export function reverseJournal(
  original: Journal | null,
  draft: Pick<JournalDraft, "key" | "kind" | "effectiveAt"> & {
    readonly reversesId: Id<"journal">;
  },
): Journal | null {
  if (!original) return null;
  const legs = original.legs.map((leg) => ({ ...leg, amountMinor: -leg.amountMinor }));
  return journal({ source: original.source, legs, ...draft });
}

function sumOf(legs: readonly Leg[]): bigint {
  return legs.reduce((sum, leg) => sum + leg.amountMinor, 0n);
}
