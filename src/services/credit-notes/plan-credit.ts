import { creditLines, type CreditSelection } from "@/core/credits/credit-lines";
import { creditTotals, type CreditTotals } from "@/core/credits/credit-totals";
import { leftOf, type CreditedLine } from "@/core/credits/creditable-line";
import { shareCredit, type CreditShares, type CreditTarget } from "@/core/credits/share-credit";
import { withinLeft } from "@/core/credits/within-left";
import type { Id } from "@/core/ids";
import type { TaxedAmount } from "@/core/invoicing/totals";
import { ServiceError } from "@/services/service-error";
import type { CreditOrder } from "./credit-order";
import type { CreditOriginal, OriginalLine } from "./credit-original";

/** What is given back of a line of the original. */
export interface PlannedLine {
  readonly original: OriginalLine;
  readonly amounts: readonly TaxedAmount[];
  readonly correctionId: Id<"other"> | null;
}

/** A credit note before it is issued: its lines and sums. */
export interface PlannedCredit {
  readonly lines: readonly PlannedLine[];
  readonly totals: CreditTotals;
}

/** Where its total goes, and which payments are refunded. */
export interface PlannedShares {
  readonly shares: CreditShares;
  readonly refunds: readonly { readonly paymentId: Id<"payment">; readonly amountMinor: bigint }[];
}

/**
 * The lines and sums of a credit note.
 * @throws ServiceError PRECONDITION with `reason`: a `CreditRefusal` of core/credits.
 */
export function planCredit(original: CreditOriginal, order: CreditOrder): PlannedCredit {
  const { amount } = order;
  const lines =
    amount.of === "corrections"
      ? linesOfCorrections(original, amount.ids)
      : linesOfSelection(original, amount.selection);
  const credited = lines.map(({ original: { seq }, amounts }) => ({ seq, amounts }));
  const totals = creditTotals(original.lines, credited, original.roundingLeftMinor);
  if (totals.totalMinor <= 0n) throw refusal("nothing_left");
  return { lines, totals };
}

/**
 * Where the total of a credit note goes as things stand.
 * @throws ServiceError PRECONDITION with `reason`: "not_paid" (more than was paid would be given back), "card_not_enough".
 */
export function planShares(
  original: CreditOriginal,
  totalMinor: bigint,
  target: CreditTarget,
): PlannedShares {
  const shares = shareCredit(totalMinor, { ...original, target });
  if (shares.walletMinor + shares.payableMinor > original.paidLeftMinor) throw refusal("not_paid");
  const refunds = target === "card" ? overPayments(original, shares.payableMinor) : [];
  return { shares, refunds };
}

function linesOfSelection(original: CreditOriginal, selection: CreditSelection): PlannedLine[] {
  // What corrections will ask for is spoken for.
  const free = original.lines.map((line) => ({ ...line, left: freeOf(original, line) }));
  const credited = creditLines(original.basis, free, selection);
  if (!credited.ok) throw refusal(credited.reason);
  return credited.value.map((line) => ({
    original: lineOf(original, line),
    amounts: line.amounts,
    correctionId: null,
  }));
}

function lineOf(original: CreditOriginal, { seq }: CreditedLine): OriginalLine {
  const line = original.lines.find((one) => one.seq === seq);
  if (!line) throw refusal("unknown_line");
  return line;
}

/** What is left of a line beside the corrections that wait for their own credit note. */
export function freeOf(original: CreditOriginal, line: OriginalLine): TaxedAmount[] {
  const claimed = original.corrections
    .filter(({ chargeId }) => chargeId === line.chargeId)
    .flatMap(({ amounts }) => amounts);
  return claimed.length === 0
    ? [...line.left]
    : leftOf(line.left, withinLeft(original.basis, line.left, claimed));
}

function linesOfCorrections(original: CreditOriginal, ids: readonly Id<"other">[]): PlannedLine[] {
  const left = new Map(original.lines.map((line) => [line, line.left]));
  return [...new Set(ids)].flatMap((id) => {
    const correction = original.corrections.find((one) => one.id === id);
    const line = original.lines.find(({ chargeId }) => chargeId === correction?.chargeId);
    if (!correction || !line) throw refusal("unknown_line");
    const rest = left.get(line) ?? [];
    const amounts = withinLeft(original.basis, rest, correction.amounts);
    left.set(line, leftOf(rest, amounts));
    return amounts.length === 0 ? [] : [{ original: line, amounts, correctionId: id }];
  });
}

// The newest payment first: it is the likeliest to be on a card that is still in use.
function overPayments({ refundable }: CreditOriginal, payableMinor: bigint) {
  let rest = payableMinor;
  const refunds = refundable.flatMap(({ id, leftMinor }) => {
    const amountMinor = leftMinor < rest ? leftMinor : rest;
    rest -= amountMinor;
    return amountMinor > 0n ? [{ paymentId: id, amountMinor }] : [];
  });
  if (rest > 0n) throw refusal("card_not_enough");
  return refunds;
}

function refusal(reason: string): ServiceError {
  return new ServiceError("PRECONDITION", "This cannot be credited like that.", { reason });
}
