import { toMinor, toRational } from "@/core/money/money";
import type { Rate, Rational } from "@/core/money/quantity";
import { RATE_WHOLE, addRational, multiplyRational, rationalOf } from "@/core/money/quantity";
import { no, ok, type Outcome } from "@/core/outcome";
import type { Plan } from "@/core/plans/plan";
import type { Tariff } from "@/core/roaming/tariff";

import { costPartsOf } from "./cost-parts";
import { priceCdr } from "./price-cdr";
import type { Basis, PricedCdr, Tax } from "./priced-cdr";
import { priceRetail } from "./retail";
import type { Markup, RetailCdr, RetailPrice } from "./retail-price";
import { selectTariff } from "./select-tariff";
import { grossOf, netOf } from "./totals";

/** Why nothing can be quoted. */
export type QuoteRefusal = "no-tariff" | "no-vat-rate" | "unpriceable" | "currency-not-covered";

/** What fixes a driver's unit prices for one charge: his plan, VAT, and the tariff that counts. */
export type PlanTerms = {
  readonly basis: Basis;
  readonly currency: string;
  readonly vatRate: Rate;
  /** The plan's own tariff, or the CPO's that holds at the start. */
  readonly tariff: Tariff;
  /** What a cost-plus plan adds; null for an own tariff. */
  readonly markup: Markup | null;
};

/** The terms of a charge that begins at `at`; `tariffs` are the CPO's for the connector. */
export function termsOf(
  plan: Plan,
  {
    tariffs,
    vatRate,
    at,
    isDc = false,
  }: {
    readonly tariffs: readonly Tariff[];
    readonly vatRate: Rate | null;
    readonly at: Temporal.Instant;
    readonly isDc?: boolean;
  },
): Outcome<PlanTerms, QuoteRefusal> {
  if (vatRate === null) return no("no-vat-rate");
  const { basis } = plan;
  if (plan.mode === "own_tariff") {
    const { tariff } = plan;
    return ok({ basis, currency: tariff.currency, vatRate, tariff, markup: null });
  }
  const chosen = selectTariff(tariffs, at.epochMilliseconds);
  const tariff = chosen.ok ? tariffs[chosen.value] : undefined;
  if (!tariff) return no("no-tariff");
  const { currency } = tariff;
  const covered = plan.prices.find((price) => price.currency === currency);
  if (!covered) return no("currency-not-covered");
  return ok({ basis, currency, vatRate, tariff, markup: ofCurrent(covered.markup, isDc) });
}

// Without a CDR's place nothing else says which cap on time is meant.
function ofCurrent(markup: Markup, isDc: boolean): Markup {
  const { maxTimePrice } = markup;
  if (maxTimePrice === undefined || !isDc) return markup;
  return { ...markup, maxTimePrice: { ...maxTimePrice, ac: maxTimePrice.dc } };
}

/** A charge priced by a plan: what the driver pays, and the tariff's lines behind it. */
export type TermsPrice = { readonly price: RetailPrice; readonly priced: PricedCdr };

/** Prices a charge by its terms. The periods are priced as they are, so segment them first. */
export function priceByTerms(
  { basis, currency, vatRate, tariff, markup }: PlanTerms,
  cdr: RetailCdr,
  timeZone: string | null,
): Outcome<TermsPrice, "unpriceable"> {
  const priced = priceCdr({ cdr, tariffs: [tariff], timeZone });
  if (!priced.ok) return no("unpriceable");
  const common = { cdr, timeZone, basis, currency, vatRate };
  const { net } = priced.value;
  if (markup === null) {
    const price = priceRetail({ ...common, mode: "own-tariff", tariff });
    return price.ok ? ok({ price: price.value, priced: priced.value }) : no("unpriceable");
  }
  if (net === null) return no("unpriceable");
  // In whole minor units, as a CPO claims it: so that an exact claim gives the same price.
  const claimed = toRational(toMinor(net, currency, "half-away"));
  const cost = { net: claimed, currency, ...costPartsOf(priced.value, claimed) };
  const price = priceRetail({ ...common, mode: "cost-plus", cost, markup });
  return price.ok ? ok({ price: price.value, priced: priced.value }) : no("unpriceable");
}

/** An amount or a price by the tariff, stated in `basis` with `tax`. */
export type TariffAmount = {
  readonly amount: Rational;
  readonly basis: Basis;
  readonly tax: Tax;
};

/**
 * What an amount by the tariff is to the driver, in the plan's basis, its percentage included; fees by
 * kWh and session come on top. Null where the tariff leaves its tax open.
 */
export function toDriver(
  { markup, basis, vatRate }: PlanTerms,
  { amount, basis: stated, tax }: TariffAmount,
): Rational | null {
  // An own tariff is stated in the plan's basis.
  if (markup === null) return amount;
  const net = netOf(amount, stated, tax);
  const own = { kind: "rate", rate: vatRate } as const;
  const base = net && (basis === "gross" ? grossOf(net, "net", own) : net);
  if (base === null) return null;
  const share = { n: BigInt(markup.percentage), d: BigInt(RATE_WHOLE) };
  return addRational(base, multiplyRational(base, share));
}

/** A unit price of the tariff (per kWh, hour or session) as the driver pays it, markup per unit left out. */
export function unitOf(
  terms: PlanTerms,
  component: { readonly price: bigint; readonly basis: Basis; readonly tax: Tax },
): Rational | null {
  const { price, basis, tax } = component;
  return toDriver(terms, { amount: rationalOf(price), basis, tax });
}
