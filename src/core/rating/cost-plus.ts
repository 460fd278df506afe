import type { Rational } from "@/core/money/quantity";
import {
  MICRO,
  RATE_WHOLE,
  compareRational,
  multiplyRational,
  rationalOf,
  subtractRational,
} from "@/core/money/quantity";
import type { Outcome } from "@/core/outcome";
import { no, ok } from "@/core/outcome";

import type { ExplanationItem, ExplanationLine } from "./explain";
import { sumLines } from "./explain";
import type { Tax } from "./priced-cdr";
import type { CostPlusInput, ExactRetail, RetailRefusal } from "./retail-price";
import { grossOf } from "./totals";

const WHOLE = BigInt(RATE_WHOLE);

/**
 * The accepted cost plus the plan's markup, in this order: cost, percentage of the cost, price per
 * kWh, fee per session, cap. In a gross plan the cost bears the driver's VAT first, because the
 * plan's own figures contain it. Refuses a cost in another currency without a rate.
 */
export function priceCostPlus(input: CostPlusInput): Outcome<ExactRetail, RetailRefusal> {
  const { basis, cdr, cost, currency, markup, vatRate } = input;
  const tax: Tax = { kind: "rate", rate: vatRate };
  const isForeign = cost.currency !== currency;
  if (isForeign && cost.exchangeRate === undefined) return no({ code: "no-exchange-rate" });
  const exchangeRate = isForeign ? (cost.exchangeRate ?? null) : null;
  const net =
    exchangeRate === null ? cost.net : multiplyRational(cost.net, rationalOf(exchangeRate));
  const base = basis === "gross" ? grossOf(net, "net", tax) : net;
  if (base === null) return no({ code: "vat-unknown" });

  const lines: ExplanationLine[] = [];
  const push = (item: ExplanationItem, amount: Rational) =>
    lines.push({ item, basis, tax, amount });
  push({ kind: "cost", net: cost.net, currency: cost.currency, exchangeRate }, base);
  const { percentage, perKwh, perSession, maxPrice } = markup;
  if (percentage !== 0)
    push(
      { kind: "percentage", rate: percentage },
      multiplyRational(base, { n: BigInt(percentage), d: WHOLE }),
    );
  if (perKwh !== 0n)
    push(
      { kind: "per-kwh", energy: cdr.totalEnergy, price: perKwh },
      { n: cdr.totalEnergy * perKwh, d: MICRO * MICRO },
    );
  if (perSession !== 0n) push({ kind: "session-fee" }, rationalOf(perSession));
  const uncapped = sumLines(lines);
  if (maxPrice !== undefined && compareRational(uncapped, rationalOf(maxPrice)) > 0)
    push({ kind: "cap", maximum: maxPrice }, subtractRational(rationalOf(maxPrice), uncapped));
  const exact = sumLines(lines);
  return ok({ exact, parts: [{ vatRate, exact }], lines });
}
