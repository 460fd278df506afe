import type { CreditNoteDocument } from "@/core/invoicing/credit-note-document";
import { creditNoteIssued } from "@/core/ledger/entries/credit-note-issued";
import type { CreditShares } from "@/core/credits/share-credit";
import { asId, type Id } from "@/core/ids";
import type { Leg } from "@/core/ledger/journal";
import { money, type Money } from "@/core/money/money";
import { inTransaction } from "@/db/transaction";
import { needsTwo } from "@/services/approvals/needs-two";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { composeCreditNote } from "./compose-credit-note";
import { targetOf, type CreditOrder, type CreditRequest } from "./credit-order";
import { bookedCreditNote } from "./booked-credit-note";
import { planCredit, planShares } from "./plan-credit";
import { readOriginal } from "./read-original";
import { today } from "./today";

/** What a credit note would do, as things stand: its document, what would be booked, and where the money would go. */
export interface CreditNotePreview {
  readonly document: CreditNoteDocument;
  readonly total: Money;
  readonly shares: CreditShares;
  /** Legs of the journal, debit positive. */
  readonly legs: readonly Leg[];
  readonly refunds: readonly { readonly paymentId: Id<"payment">; readonly amount: Money }[];
  /** What an attempt that is under way would take too much; it would go back to where it came from. */
  readonly collecting: Money | null;
  /** Whether a second person has to approve it. */
  readonly needsTwo: boolean;
}

/**
 * What a credit note would do; nothing is written. For finance.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, PRECONDITION with `reason` (see `planCredit`, `planShares`).
 */
export async function previewCreditNote(
  ctx: Ctx,
  order: CreditOrder & Pick<CreditRequest, "cause" | "reason">,
): Promise<CreditNotePreview> {
  requireRole(ctx, "finance");
  const original = await readOriginal(ctx, order.source);
  const plan = planCredit(original, order);
  const { currency, driverId } = original;
  const { totalMinor } = plan.totals;
  const { shares, refunds } = planShares(original, totalMinor, targetOf(order));
  const creditNoteId = asId<"creditNote">("");
  const document = composeCreditNote({
    ...plan,
    creditNoteId,
    number: "",
    issuedOn: await today(ctx),
    cause: order.cause,
    reason: order.reason,
    original,
    shares,
  });
  const booked = bookedCreditNote(creditNoteId, { original, plan, shares, at: ctx.clock.now() });
  return {
    document,
    total: money(totalMinor, currency),
    shares,
    legs: creditNoteIssued(booked)?.legs ?? [],
    refunds: refunds.map(({ paymentId, amountMinor }) => ({
      paymentId,
      amount: money(amountMinor, currency),
    })),
    collecting:
      original.collectingMinor === null ? null : money(original.collectingMinor, currency),
    needsTwo: await inTransaction(ctx, (tx) =>
      needsTwo(tx, "credit_note", { amountMinor: totalMinor, currency, driverId }),
    ),
  };
}
