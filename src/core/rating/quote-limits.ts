import type { Micro } from "@/core/money/quantity";
import { rationalOf, toMicro } from "@/core/money/quantity";
import type { PriceLimit } from "@/core/roaming/price";

import type { PlanTerms, TermsPrice } from "./quote-terms";
import { toDriver } from "./quote-terms";
import { grossOf } from "./totals";

/** A least or a most that a charge can cost, in the plan's basis. */
export type QuoteLimit = {
  readonly kind: "min" | "max";
  /** The whole price, the CPO's part of it with the plan's percentage, or that for time. */
  readonly of: "charge" | "operator" | "time";
  /** 10⁻⁶ of the currency. */
  readonly amount: Micro;
  /** Whether it changes the price. */
  readonly isBinding: boolean;
};

/** The limits that hold for a charge: those of the tariff, and the most that a cost-plus plan asks. */
export function limitsOf(terms: PlanTerms, { price, priced }: TermsPrice): QuoteLimit[] {
  const { tariff, markup } = terms;
  const limits: QuoteLimit[] = [];
  for (const kind of ["min", "max"] as const) {
    const limit = kind === "min" ? tariff.minPrice : tariff.maxPrice;
    if (limit === undefined) continue;
    const amount = markup === null ? ownLimit(limit, terms) : operatorLimit(limit, terms);
    if (amount === null) continue;
    limits.push({
      kind,
      of: markup === null ? "charge" : "operator",
      amount: toMicro(amount, "half-away"),
      isBinding: priced.limits.some((effect) => effect.kind === kind),
    });
  }
  const has = (of: string) => price.lines.some(({ item }) => item.kind === of);
  const { maxPrice, minPrice, maxTimePrice } = markup ?? {};
  const own = (kind: QuoteLimit["kind"], of: QuoteLimit["of"], amount: Micro, item: string) =>
    limits.push({ kind, of, amount, isBinding: has(item) });
  if (minPrice !== undefined) own("min", "charge", minPrice, "floor");
  if (maxPrice !== undefined) own("max", "charge", maxPrice, "cap");
  if (maxTimePrice !== undefined) own("max", "time", maxTimePrice.ac, "time-cap");
  return limits;
}

function ownLimit({ beforeTaxes, afterTaxes }: PriceLimit, { basis, vatRate }: PlanTerms) {
  if (basis === "net") return rationalOf(beforeTaxes);
  if (afterTaxes !== undefined) return rationalOf(afterTaxes);
  return grossOf(rationalOf(beforeTaxes), "net", { kind: "rate", rate: vatRate });
}

/** A cost-plus plan adds to the CPO's price before taxes. */
function operatorLimit({ beforeTaxes }: PriceLimit, terms: PlanTerms) {
  const amount = rationalOf(beforeTaxes);
  return toDriver(terms, { amount, basis: "net", tax: { kind: "none" } });
}
