import type { TaxedAmount } from "@/core/invoicing/totals";
import { divRound } from "@/core/money/rounding";
import type { PriceBasis } from "@/core/money/vat-amount";
import { basedOn, rateKey, type CreditableLine, type CreditedLine } from "./creditable-line";

const SCALE = 1_000_000_000n;

/** A credited amount with the exact VAT that is its share of what was left, in 10⁻⁹ of a minor unit. */
interface Share {
  readonly amount: TaxedAmount;
  readonly exact: bigint;
}

/**
 * The VAT of a credit note rounded once for each rate, not line by line: its sum is the lines' exact shares of their own
 * VAT, half away from zero, and the lines get it by largest remainder. No line gets more than was left of it.
 */
export function alignVat(
  basis: PriceBasis,
  lines: readonly CreditableLine[],
  credited: readonly CreditedLine[],
): CreditedLine[] {
  const shares = credited.flatMap((line) =>
    line.amounts.map((amount) => ({
      amount,
      exact: exactVat(basis, amount, leftOfRate(lines, line, amount)),
    })),
  );
  const aligned = new Map<TaxedAmount, TaxedAmount>();
  for (const group of Map.groupBy(shares, ({ amount }) => rateKey(amount)).values()) {
    for (const [amount, vatMinor] of allot(group))
      aligned.set(amount, withVat(basis, amount, vatMinor));
  }
  return credited.map(({ seq, amounts }) => ({
    seq,
    amounts: amounts.map((amount) => aligned.get(amount) ?? amount),
  }));
}

function leftOfRate(
  lines: readonly CreditableLine[],
  { seq }: CreditedLine,
  amount: TaxedAmount,
): TaxedAmount {
  const line = lines.find((one) => one.seq === seq);
  return line?.left.find((one) => rateKey(one) === rateKey(amount)) ?? amount;
}

function exactVat(basis: PriceBasis, part: TaxedAmount, left: TaxedAmount): bigint {
  const whole = basedOn(basis, left);
  return whole === 0n ? 0n : (left.vatMinor * basedOn(basis, part) * SCALE) / whole;
}

function allot(group: readonly Share[]): [TaxedAmount, bigint][] {
  const whole = divRound(
    group.reduce((sum, { exact }) => sum + exact, 0n),
    SCALE,
    "half-away",
  );
  const parts = group.map(({ amount, exact }) => ({
    amount,
    vatMinor: exact / SCALE,
    rest: exact % SCALE,
  }));
  let over = whole - parts.reduce((sum, { vatMinor }) => sum + vatMinor, 0n);
  const order = parts.toSorted((a, b) => (a.rest === b.rest ? 0 : a.rest > b.rest ? -1 : 1));
  return order.map(({ amount, vatMinor, rest }) => {
    const one = over > 0n && rest > 0n ? 1n : 0n;
    over -= one;
    return [amount, vatMinor + one];
  });
}

function withVat(basis: PriceBasis, amount: TaxedAmount, vatMinor: bigint): TaxedAmount {
  return basis === "gross"
    ? { ...amount, vatMinor, netMinor: amount.grossMinor - vatMinor }
    : { ...amount, vatMinor, grossMinor: amount.netMinor + vatMinor };
}
