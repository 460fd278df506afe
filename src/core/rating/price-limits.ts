import type { Rational } from "@/core/money/quantity";
import {
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
 * Applies a tariff's minimum and maximum price. Both sides of a limit hold, each on its own total.
 * With a limit before taxes only, the tax follows in proportion; where no rate is known, the limit's
 * own after-tax side is taken as the fact. Refuses a limit before taxes against a price of which only
 * the gross is known. OCPI mod_tariffs, min_price and max_price.
 */
export function applyLimits(
  totals: Totals & { readonly taxTotals: readonly TaxTotal[] },
  tariff: Tariff,
  tariffIndex: number,
): Outcome<Limited, Unpriceable> {
  if (tariff.minPrice === undefined && tariff.maxPrice === undefined)
    return ok({ net: totals.net, gross: totals.gross, limits: [] });
  const { net, gross, taxTotals } = totals;
  const onlyTax = taxTotals.length === 1 ? taxTotals[0]?.tax : undefined;
  let limited: Limited = { net, gross, limits: [] };
  for (const kind of ["max", "min"] as const) {
    const limit = kind === "max" ? tariff.maxPrice : tariff.minPrice;
    if (limit === undefined) continue;
    const after = limitBoth(limited, { ...limit, onlyTax }, kind);
    if (after === undefined) return no({ code: "limit-needs-tax-rate", tariffId: tariff.id });
    const netChange = changeOf(limited.net, after.net);
    const grossChange = changeOf(limited.gross, after.gross);
    if (isZero(netChange) && isZero(grossChange)) continue;
    const effect = { kind, tariffIndex, netChange, grossChange };
    limited = { ...after, limits: [...limited.limits, effect] };
  }
  return ok(limited);
}

/** A limit, and the tax of the whole price where it has only one. */
type TaxedLimit = PriceLimit & { readonly onlyTax: Tax | undefined };

function limitBoth(totals: Totals, limit: TaxedLimit, kind: "min" | "max"): Totals | undefined {
  const { net, gross } = totals;
  if (net === null) {
    if (gross === null) return undefined;
    if (limit.afterTaxes !== undefined) return { net, gross: clamp(gross, limit.afterTaxes, kind) };
    // Net is never above gross: a gross below a maximum before taxes is certainly within it.
    const isWithin = compareRational(gross, rationalOf(limit.beforeTaxes)) <= 0;
    return kind === "max" && isWithin ? totals : undefined;
  }
  const limitedNet = clamp(net, limit.beforeTaxes, kind);
  const hasMoved = compareRational(net, limitedNet) !== 0;
  if (limit.afterTaxes !== undefined) {
    const limitedGross = gross === null ? null : clamp(gross, limit.afterTaxes, kind);
    const fact = hasMoved ? rationalOf(limit.afterTaxes) : null;
    return { net: limitedNet, gross: limitedGross ?? fact };
  }
  if (!hasMoved || gross === null) return { net: limitedNet, gross };
  // Nothing to be in proportion to, but one tax says as much.
  if (net.n === 0n) {
    const { onlyTax } = limit;
    return { net: limitedNet, gross: onlyTax ? grossOf(limitedNet, "net", onlyTax) : null };
  }
  return { net: limitedNet, gross: multiplyRational(gross, divideRational(limitedNet, net)) };
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
