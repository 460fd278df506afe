import type { PriceLimit } from "@/core/roaming/price";
import type { Tariff } from "@/core/roaming/tariff";
import { Rational } from "./rational";
import type { ReferenceLine } from "./reference-lines";

/** A total; null is what the tariff does not tell, which is neither zero nor the other one. */
export type Totals = { readonly net: Rational | null; readonly gross: Rational | null };

/**
 * What is owed at one rate. `rate` is in 10⁻⁴ %, `"none"` where no tax applies, and `"unknown"` where
 * the tariff tells no rate though one applies.
 */
export type TaxGroup = Totals & { readonly rate: number | "none" | "unknown" };

const WHOLE = Rational.of(1_000_000n);

/** Price × quantity: a price is per kWh, per hour, or for a flat fee once (mod_tariffs, §2). */
export function amountOf({ bucket, quantity, component }: ReferenceLine): Rational {
  const price = Rational.ofMicro(component.price);
  switch (bucket) {
    case "ENERGY":
      return price.times(quantity).over(Rational.of(1000n));
    case "TIME":
    case "PARKING_TIME":
    case "RESERVATION":
      return price.times(quantity).over(Rational.of(3600n));
    case "FLAT":
    case "FLAT_RES":
      return price.times(quantity);
  }
}

/** A line's net and gross by its version's tax model, §8. */
export function taxedLine(line: ReferenceLine): TaxGroup {
  const amount = amountOf(line);
  const { vat } = line.component;
  const factor =
    vat === undefined ? Rational.ONE : Rational.ONE.plus(Rational.of(BigInt(vat)).over(WHOLE));
  switch (line.tariff.taxIncluded) {
    case null:
      // 2.2: before VAT; a component without a rate has none applicable.
      return { rate: vat ?? "none", net: amount, gross: amount.times(factor) };
    case "N/A":
      return { rate: "none", net: amount, gross: amount };
    case "NO":
      if (vat !== undefined) return { rate: vat, net: amount, gross: amount.times(factor) };
      return { rate: "unknown", net: amount, gross: orZero(amount) };
    case "YES":
      if (vat !== undefined) return { rate: vat, net: amount.over(factor), gross: amount };
      return { rate: "unknown", net: orZero(amount), gross: amount };
  }
}

/** Nothing is nothing at every rate. */
function orZero(amount: Rational): Rational | null {
  return amount.sign() === 0 ? Rational.ZERO : null;
}

/** §8: summed per rate. */
export function groupsOf(lines: readonly ReferenceLine[]): readonly TaxGroup[] {
  const groups = new Map<TaxGroup["rate"], TaxGroup>();
  for (const taxed of lines.map(taxedLine)) {
    const known = groups.get(taxed.rate);
    groups.set(
      taxed.rate,
      known === undefined
        ? taxed
        : {
            rate: taxed.rate,
            net: sum(known.net, taxed.net),
            gross: sum(known.gross, taxed.gross),
          },
    );
  }
  return [...groups.values()];
}

/** The sum of all rates; unknown as soon as one is. */
export function totalOf(groups: readonly TaxGroup[]): Totals {
  return groups.reduce<Totals>(
    (total, group) => ({ net: sum(total.net, group.net), gross: sum(total.gross, group.gross) }),
    { net: Rational.ZERO, gross: Rational.ZERO },
  );
}

function sum(a: Rational | null, b: Rational | null): Rational | null {
  return a === null || b === null ? null : a.plus(b);
}

/** §7: min_price, then max_price; before-tax and after-tax bounds each on its own. */
export function limited(total: Totals, { minPrice, maxPrice }: Tariff): Totals {
  return bounded(bounded(total, minPrice, -1), maxPrice, 1);
}

/** `beyond` is the side on which a total breaks the bound: −1 below a minimum, 1 above a maximum. */
function bounded(total: Totals, bound: PriceLimit | undefined, beyond: -1 | 1): Totals {
  if (bound === undefined) return total;
  const before = Rational.ofMicro(bound.beforeTaxes);
  const after = bound.afterTaxes === undefined ? null : Rational.ofMicro(bound.afterTaxes);
  const isNetBeyond = total.net !== null && total.net.compare(before) === beyond;
  const isGrossBeyond =
    total.gross !== null && after !== null && total.gross.compare(after) === beyond;
  const net = isNetBeyond ? before : total.net;
  if (isGrossBeyond) return { net, gross: after };
  if (!isNetBeyond) return { net, gross: total.gross };
  // The net bound bites where no rate is known: its after-tax side is a fact.
  if (total.gross === null) return { net, gross: after };
  // Only the net bound is given: tax scales with it.
  if (after === null) return { net, gross: scaled(total, before) };
  return { net, gross: total.gross };
}

function scaled({ net, gross }: Totals, to: Rational): Rational | null {
  if (net === null || gross === null || net.sign() === 0) return null;
  return gross.times(to).over(net);
}
