import { invariant } from "@/core/invariant";
import type { VoucherLeg } from "@/core/ledger/voucher";

/** A part of a voucher with two sides: so much from one account to another. */
export interface LegPair {
  readonly debit: VoucherLeg;
  readonly credit: VoucherLeg;
  /** Positive. */
  readonly amountMinor: bigint;
}

/**
 * Takes a balanced voucher apart into bookings of two sides, in the order of its legs; on every account they come to
 * what the voucher says. Throws `InvariantError` for a voucher that does not balance.
 */
export function pairLegs(legs: readonly VoucherLeg[]): LegPair[] {
  const debits = open(legs.filter(({ amountMinor }) => amountMinor > 0n));
  const credits = open(legs.filter(({ amountMinor }) => amountMinor < 0n));
  const pairs: LegPair[] = [];
  let [d, c] = [0, 0];
  for (;;) {
    const debit = debits[d];
    const credit = credits[c];
    if (!debit || !credit) {
      invariant(!debit && !credit, "a voucher that does not balance");
      return pairs;
    }
    const amountMinor = debit.left < credit.left ? debit.left : credit.left;
    pairs.push({ debit: debit.leg, credit: credit.leg, amountMinor });
    debit.left -= amountMinor;
    credit.left -= amountMinor;
    if (debit.left === 0n) d += 1;
    if (credit.left === 0n) c += 1;
  }
}

function open(legs: readonly VoucherLeg[]): { leg: VoucherLeg; left: bigint }[] {
  return legs.map((leg) => ({
    leg,
    left: leg.amountMinor < 0n ? -leg.amountMinor : leg.amountMinor,
  }));
}
