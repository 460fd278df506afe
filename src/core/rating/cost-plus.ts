import type { Micro, Rational } from "@/core/money/quantity";
import {
  MICRO,
  RATE_WHOLE,
  ZERO,
  addRational,
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
import type { CostPlusInput, ExactRetail, Markup, RetailRefusal } from "./retail-price";
import { grossOf } from "./totals";

const WHOLE = BigInt(RATE_WHOLE);
const MINUS: Rational = { n: -1n, d: 1n };

/**
 * The accepted cost plus the plan's markup, in this order: cost, percentage of the cost, price per
 * kWh, fee per session, cap on time, cap, floor, discount of the subscription. In a gross plan the cost bears the
 * driver's VAT first, because the plan's own figures contain it. Refuses a cost in another currency
 * without a rate, and a discount or cap on a part of the cost that is not stated.
 */
export function priceCostPlus(input: CostPlusInput): Outcome<ExactRetail, RetailRefusal> {
  const { cdr, cost, markup, vatRate } = input;
  const exchangeRate = exchangeRateOf(input);
  if (exchangeRate === undefined) return no({ code: "no-exchange-rate" });
  const base = inPlanTerms(input, cost.net);
  if (base === null) return no({ code: "vat-unknown" });

  const lines: ExplanationLine[] = [];
  const tax: Tax = { kind: "rate", rate: vatRate };
  const push = (item: ExplanationItem, amount: Rational) =>
    lines.push({ item, basis: input.basis, tax, amount });
  push({ kind: "cost", net: cost.net, currency: cost.currency, exchangeRate }, base);
  const { percentage, perKwh, perSession, maxPrice, minPrice, discount } = markup;
  if (percentage !== 0) push({ kind: "percentage", rate: percentage }, share(base, percentage));
  if (perKwh !== 0n)
    push(
      { kind: "per-kwh", energy: cdr.totalEnergy, price: perKwh },
      { n: cdr.totalEnergy * perKwh, d: MICRO * MICRO },
    );
  if (perSession !== 0n) push({ kind: "session-fee" }, rationalOf(perSession));
  const timeLimit = timeLimitOf(input);
  if (timeLimit !== undefined) {
    const time = withMargin(input, cost.timeNet);
    if (time === undefined) return no({ code: "no-cost-parts" });
    const over = subtractRational(time, rationalOf(timeLimit));
    if (over.n > 0n) push({ kind: "time-cap", maximum: timeLimit }, multiplyRational(over, MINUS));
  }
  const uncapped = sumLines(lines);
  if (maxPrice !== undefined && compareRational(uncapped, rationalOf(maxPrice)) > 0)
    push({ kind: "cap", maximum: maxPrice }, subtractRational(rationalOf(maxPrice), uncapped));
  const capped = sumLines(lines);
  if (minPrice !== undefined && compareRational(capped, rationalOf(minPrice)) < 0)
    push({ kind: "floor", minimum: minPrice }, subtractRational(rationalOf(minPrice), capped));
  if (discount !== undefined && discount.rate !== 0) {
    const part = discountedPart(input, sumLines(lines));
    if (part === undefined) return no({ code: "no-cost-parts" });
    const taken = share(part, -discount.rate);
    if (taken.n !== 0n) push({ kind: "discount", rate: discount.rate }, taken);
  }
  const exact = sumLines(lines);
  return ok({ exact, parts: [{ vatRate, exact }], lines });
}

/** Whether a markup tells parts of the cost apart, which `AcceptedCost` must state then. */
export function needsCostParts({ maxTimePrice, discount }: Markup): boolean {
  return maxTimePrice !== undefined || (discount !== undefined && discount.on !== "all");
}

/** `null` in one currency; `undefined` where a rate is needed and not there. */
function exchangeRateOf({ cost, currency }: CostPlusInput): bigint | null | undefined {
  return cost.currency === currency ? null : cost.exchangeRate;
}

/** A part of the cost in the plan's currency and basis. */
function inPlanTerms(input: CostPlusInput, net: Rational): Rational | null {
  const { basis, vatRate } = input;
  const rate = exchangeRateOf(input) ?? null;
  const own = rate === null ? net : multiplyRational(net, rationalOf(rate));
  return basis === "gross" ? grossOf(own, "net", { kind: "rate", rate: vatRate }) : own;
}

/** What the discount is taken of: never more than the price itself, and never less than nothing. */
function discountedPart(input: CostPlusInput, price: Rational): Rational | undefined {
  const { cost, markup, cdr } = input;
  const { discount, perKwh } = markup;
  if (discount === undefined || discount.on === "all") return within(price, price);
  if (discount.on === "energy") {
    const energy = withMargin(input, cost.energyNet);
    const energyFee = { n: cdr.totalEnergy * perKwh, d: MICRO * MICRO };
    return energy && within(addRational(energy, energyFee), price);
  }
  const parking = withMargin(input, cost.parkingNet);
  const limit = timeLimitOf(input);
  if (!parking) return undefined;
  const capped = limit === undefined ? parking : within(parking, rationalOf(limit));
  return within(subtractRational(price, capped), price);
}

/** A part of the cost in the plan's terms with the percentage; undefined where it is not stated. */
export function withMargin(input: CostPlusInput, net: Rational | undefined): Rational | undefined {
  const part = net && inPlanTerms(input, net);
  return part ? addRational(part, share(part, input.markup.percentage)) : undefined;
}

/** The cap on time at a connector of its current; without a stated one, that of AC counts. */
function timeLimitOf({ cdr, markup }: CostPlusInput): Micro | undefined {
  const { maxTimePrice } = markup;
  return cdr.cdrLocation?.connectorPowerType === "DC" ? maxTimePrice?.dc : maxTimePrice?.ac;
}

function within(part: Rational, price: Rational): Rational {
  const most = compareRational(part, price) > 0 ? price : part;
  return most.n < 0n ? ZERO : most;
}

function share(amount: Rational, rate: number): Rational {
  return multiplyRational(amount, { n: BigInt(rate), d: WHOLE });
}
