import type { Id } from "@/core/ids";
import { byDrawOrder, type Lot } from "./lots";

/** A bought lot with what the rail may still give back on its payment (null: nothing by the rail). */
export interface RefundableLot extends Lot {
  readonly paymentId: Id<"payment"> | null;
  readonly refundableMinor: bigint;
}

/** What of a withdrawal goes back on which payment; a null payment is paid to the driver's bank by hand. */
export interface WithdrawalPart {
  readonly lotId: Id<"walletLot">;
  readonly paymentId: Id<"payment"> | null;
  readonly amountMinor: bigint;
}

/**
 * Shares a withdrawal over the driver's bought credit, the newest purchase first, each back on its own payment within
 * what is refundable of it; what no payment can take is for people to pay out. Given credit is never paid out.
 * `leftMinor` is what there was no credit for.
 */
export function planWithdrawal(
  lots: readonly RefundableLot[],
  amountMinor: bigint,
): { readonly parts: readonly WithdrawalPart[]; readonly leftMinor: bigint } {
  const parts: WithdrawalPart[] = [];
  let left = amountMinor;
  const newest = lots
    .filter(({ kind }) => kind === "purchased")
    .toSorted((a, b) => byDrawOrder(b, a));
  for (const lot of newest) {
    const taken = least(left, lot.remainingMinor);
    const onPayment = lot.paymentId === null ? 0n : least(taken, lot.refundableMinor);
    if (onPayment > 0n) {
      parts.push({ lotId: lot.id, paymentId: lot.paymentId, amountMinor: onPayment });
    }
    const byHand = taken - onPayment;
    if (byHand > 0n) parts.push({ lotId: lot.id, paymentId: null, amountMinor: byHand });
    left -= taken;
  }
  return { parts, leftMinor: left };
}

function least(a: bigint, b: bigint): bigint {
  const smaller = a < b ? a : b;
  return smaller < 0n ? 0n : smaller;
}
