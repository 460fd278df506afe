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
function totalOf(groups: readonly TaxGroup[]): Totals {
  return groups.reduce<Totals>(
    (total, group) => ({ net: sum(total.net, group.net), gross: sum(total.gross, group.gross) }),
    { net: Rational.ZERO, gross: Rational.ZERO },
  );
}

function sum(a: Rational | null, b: Rational | null): Rational | null {
  return a === null || b === null ? null : a.plus(b);
}

/**
 * §7: "The total cost … before taxes can never be lower/higher", and the same after taxes: four bounds,
 * each on its own. Null where no total that is known has a bound, so that nothing tells whether a limit
 * is broken.
 */
export function limited(
  groups: readonly TaxGroup[],
  { minPrice, maxPrice }: Tariff,
): Totals | null {
  const factor = grossPerNet(groups);
  let total = totalOf(groups);
  for (const [limit, beyond] of [
    [minPrice, -1],
    [maxPrice, 1],
  ] as const) {
    if (limit === undefined) continue;
    if (isUnseen(total, limit, beyond)) return null;
    total = boundedBefore(total, { limit, beyond, factor });
  }
  // Also what was scaled keeps within the bounds after taxes.
  const raised = boundedAfter(total, minPrice, -1);
  return boundedAfter(raised, maxPrice, 1);
}

/** What one net unit is after taxes, on average; null where nothing tells. */
function grossPerNet(groups: readonly TaxGroup[]): Rational | null {
  const { net, gross } = totalOf(groups);
  if (net === null || gross === null) return null;
  if (net.sign() !== 0) return gross.over(net);
  // A total of nothing has no proportion, but where all has one rate, that rate is known.
  const [only] = groups;
  if (only === undefined || groups.length > 1 || only.rate === "unknown") return null;
  if (only.rate === "none") return Rational.ONE;
  return Rational.ONE.plus(Rational.of(BigInt(only.rate)).over(WHOLE));
}

/** The side on which a total breaks a limit: −1 below a minimum, 1 above a maximum. */
type Beyond = -1 | 1;

/** A net total that is not known is at most the gross one. */
function isUnseen({ net, gross }: Totals, limit: PriceLimit, beyond: Beyond): boolean {
  if (net !== null || (limit.afterTaxes !== undefined && gross !== null)) return false;
  return beyond === -1 || gross === null || gross.compare(Rational.ofMicro(limit.beforeTaxes)) > 0;
}

function boundedBefore(
  { net, gross }: Totals,
  rule: { limit: PriceLimit; beyond: Beyond; factor: Rational | null },
): Totals {
  const before = Rational.ofMicro(rule.limit.beforeTaxes);
  if (net === null || net.compare(before) !== rule.beyond) return { net, gross };
  const { afterTaxes } = rule.limit;
  // Only the bound before taxes is given: tax scales with it.
  if (afterTaxes === undefined) return { net: before, gross: rule.factor?.times(before) ?? null };
  // Where no rate is known, the bound's other side is a fact.
  return { net: before, gross: gross ?? Rational.ofMicro(afterTaxes) };
}

function boundedAfter(total: Totals, limit: PriceLimit | undefined, beyond: Beyond): Totals {
  if (total.gross === null || limit?.afterTaxes === undefined) return total;
  const after = Rational.ofMicro(limit.afterTaxes);
  return total.gross.compare(after) === beyond ? { ...total, gross: after } : total;
}
