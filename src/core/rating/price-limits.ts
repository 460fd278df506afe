import type { Rational } from "@/core/money/quantity";
import {
  addRational,
  compareRational,
  divideRational,
  multiplyRational,
  rationalOf,
  subtractRational,
} from "@/core/money/quantity";
import type { Outcome } from "@/core/outcome";
import { no, ok } from "@/core/outcome";
import type { PriceLimit } from "@/core/roaming/price";
import type { Tariff } from "@/core/roaming/tariff";

import type { LimitEffect, Tax, TaxTotal, Unpriceable } from "./priced-cdr";
import { grossOf } from "./totals";

/** A session's exact totals; `null` where the tariff does not tell. */
type Totals = { readonly net: Rational | null; readonly gross: Rational | null };

type Limited = Totals & { readonly limits: LimitEffect[] };

/**
 * Applies a tariff's minimum and maximum price. All four bounds hold, each on its own total. A bound
 * before taxes that has no other side takes the tax along in proportion, and the bounds after taxes
 * hold for what comes of that; where no rate is known, the binding limit's own after-tax side is taken
 * as the fact. Refuses a limit before taxes against a price of which only the gross is known. OCPI
 * mod_tariffs, min_price and max_price.
 */
export function applyLimits(
  totals: Totals & { readonly taxTotals: readonly TaxTotal[] },
  tariff: Tariff,
  tariffIndex: number,
): Outcome<Limited, Unpriceable> {
  const { net, gross, taxTotals } = totals;
  const { minPrice, maxPrice } = tariff;
  if (minPrice === undefined && maxPrice === undefined) return ok({ net, gross, limits: [] });
  const onlyTax = taxTotals.length === 1 ? taxTotals[0]?.tax : undefined;
  let after: Totals = { net, gross };
  const limits: LimitEffect[] = [];
  for (const limitSide of [limitNet, limitGross])
    for (const kind of ["min", "max"] as const) {
      const limit = kind === "max" ? maxPrice : minPrice;
      if (limit === undefined) continue;
      const next = limitSide(after, { ...limit, kind, onlyTax });
      if (next === undefined) return no({ code: "limit-needs-tax-rate", tariffId: tariff.id });
      noteEffect(limits, {
        kind,
        tariffIndex,
        netChange: changeOf(after.net, next.net),
        grossChange: changeOf(after.gross, next.gross),
      });
      after = next;
    }
  return ok({ ...after, limits });
}

/** A limit, and the tax of the whole price where it has only one. */
type TaxedLimit = PriceLimit & {
  readonly kind: "min" | "max";
  readonly onlyTax: Tax | undefined;
};

function limitNet(totals: Totals, limit: TaxedLimit): Totals | undefined {
  const { net, gross } = totals;
  const { beforeTaxes, afterTaxes, kind, onlyTax } = limit;
  if (net === null) {
    if (gross === null) return undefined;
    if (afterTaxes !== undefined) return totals;
    // Net is never above gross: a gross below a maximum before taxes is certainly within it.
    const isWithin = compareRational(gross, rationalOf(beforeTaxes)) <= 0;
    return kind === "max" && isWithin ? totals : undefined;
  }
  const limited = clamp(net, beforeTaxes, kind);
  if (compareRational(net, limited) === 0) return totals;
  if (afterTaxes !== undefined) return { net: limited, gross: gross ?? rationalOf(afterTaxes) };
  if (gross === null) return { net: limited, gross };
  // Nothing to be in proportion to, but one tax says as much.
  if (net.n === 0n)
    return { net: limited, gross: onlyTax ? grossOf(limited, "net", onlyTax) : null };
  return { net: limited, gross: multiplyRational(gross, divideRational(limited, net)) };
}

function limitGross(totals: Totals, { afterTaxes, kind }: TaxedLimit): Totals {
  const { net, gross } = totals;
  if (gross === null || afterTaxes === undefined) return totals;
  return { net, gross: clamp(gross, afterTaxes, kind) };
}

/** Adds an effect to those known: one entry for each kind, and none for what changed nothing. */
function noteEffect(limits: LimitEffect[], effect: LimitEffect): void {
  if (isZero(effect.netChange) && isZero(effect.grossChange)) return;
  const index = limits.findIndex(({ kind }) => kind === effect.kind);
  const known = limits[index];
  if (known === undefined) {
    limits.push(effect);
    return;
  }
  const netChange = sumOf(known.netChange, effect.netChange);
  const grossChange = sumOf(known.grossChange, effect.grossChange);
  limits[index] = { ...effect, netChange, grossChange };
}

function sumOf(a: Rational | null, b: Rational | null): Rational | null {
  return a === null || b === null ? null : addRational(a, b);
}

function clamp(total: Rational, bound: bigint, kind: "min" | "max"): Rational {
  const limit = rationalOf(bound);
  const order = compareRational(total, limit);
  return (kind === "max" ? order > 0 : order < 0) ? limit : total;
}

function changeOf(before: Rational | null, after: Rational | null): Rational | null {
  return before === null || after === null ? null : subtractRational(after, before);
}

function isZero(change: Rational | null): boolean {
  return change === null || change.n === 0n;
}
