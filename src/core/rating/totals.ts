import type { Rational } from "@/core/money/quantity";
import { RATE_WHOLE, ZERO, addRational } from "@/core/money/quantity";

import type { CompiledComponent } from "./compile-tariff";
import type { Basis, PricedLine, Tax, TaxTotal } from "./priced-cdr";
import { AMOUNT_SCALE, isSameTax } from "./priced-cdr";
import type { OpenLine } from "./step-size";

const WHOLE = BigInt(RATE_WHOLE);

/** The net of an exact amount stated in `basis`; `null` where the tax is unknown and the amount not 0. */
export function netOf(amount: Rational, basis: Basis, tax: Tax): Rational | null {
  if (basis === "net" || tax.kind === "none" || amount.n === 0n) return amount;
  if (tax.kind === "unknown") return null;
  return { n: amount.n * WHOLE, d: amount.d * (WHOLE + BigInt(tax.rate)) };
}

/** The gross of an exact amount stated in `basis`; `null` where the tax is unknown and the amount not 0. */
export function grossOf(amount: Rational, basis: Basis, tax: Tax): Rational | null {
  if (basis === "gross" || tax.kind === "none" || amount.n === 0n) return amount;
  if (tax.kind === "unknown") return null;
  return { n: amount.n * (WHOLE + BigInt(tax.rate)), d: amount.d * WHOLE };
}

/** Lines as they are kept, with their exact amounts. */
export function closeLines(lines: readonly OpenLine[]): PricedLine[] {
  const closed: PricedLine[] = [];
  for (const { phase, placed, component, quantity, stepAdded } of lines)
    closed.push({
      phase,
      dimension: component.dimension,
      periodIndex: placed.periodIndex,
      tariffIndex: placed.tariffIndex,
      elementIndex: component.elementIndex,
      componentIndex: component.componentIndex,
      price: component.price,
      basis: component.basis,
      tax: component.tax,
      quantity: BigInt(quantity),
      stepAdded: BigInt(stepAdded),
      amount: amountOf(component, quantity),
    });
  return closed;
}

/** `price × quantity`, in doubles where they are exact: the product of integers is, if it is a safe one. */
function amountOf({ priceNumber, priceScaled }: CompiledComponent, quantity: number): bigint {
  const product = quantity * priceNumber;
  return Number.isSafeInteger(product) ? BigInt(product) : BigInt(quantity) * priceScaled;
}

/**
 * Sums the lines of a CDR by tax, exactly. A tax that occurs in both bases gives one total. Lines of
 * unknown taxes that cancel out leave the other side unknown: their taxes need not be the same.
 */
export function sumByTax(lines: readonly PricedLine[]): TaxTotal[] {
  const buckets: { tax: Tax; basis: Basis; amount: bigint; isNothing: boolean }[] = [];
  for (const { tax, basis, amount } of lines) {
    let bucket = buckets.find((one) => one.basis === basis && isSameTax(one.tax, tax));
    if (bucket === undefined) buckets.push((bucket = { tax, basis, amount: 0n, isNothing: true }));
    bucket.amount += amount;
    bucket.isNothing &&= amount === 0n;
  }
  const totals: TaxTotal[] = [];
  for (const { tax, basis, amount, isNothing } of buckets) {
    const exact = { n: amount, d: AMOUNT_SCALE };
    const isOneSided = tax.kind === "unknown" && !isNothing;
    const net = isOneSided && basis === "gross" ? null : netOf(exact, basis, tax);
    const gross = isOneSided && basis === "net" ? null : grossOf(exact, basis, tax);
    const index = totals.findIndex((total) => isSameTax(total.tax, tax));
    const other = totals[index];
    if (other === undefined) totals.push({ tax, net, gross });
    else totals[index] = { tax, net: plus(other.net, net), gross: plus(other.gross, gross) };
  }
  return totals;
}

/** The exact sum over all taxes, `null` as soon as one part is unknown. */
export function sumTotals(totals: readonly TaxTotal[], side: Basis): Rational | null {
  let sum: Rational | null = ZERO;
  for (const total of totals) sum = plus(sum, total[side]);
  return sum;
}

function plus(a: Rational | null, b: Rational | null): Rational | null {
  if (a === null || b === null) return null;
  return a.n === 0n ? b : addRational(a, b);
}
