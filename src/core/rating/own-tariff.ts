import { allocate } from "@/core/money/allocate";
import { toMinor } from "@/core/money/money";
import type { Rate, Rational } from "@/core/money/quantity";
import { multiplyRational, toMicro } from "@/core/money/quantity";
import type { Outcome } from "@/core/outcome";
import { no, ok } from "@/core/outcome";
import type { Tariff } from "@/core/roaming/tariff";

import { explainCdr, sharesByTax } from "./explain";
import type { PriceableCdr } from "./price-cdr";
import { priceCdr } from "./price-cdr";
import type { PricedCdr, TaxTotal } from "./priced-cdr";
import type { ExactRetail, OwnTariffInput, RetailRefusal } from "./retail-price";

/**
 * Prices the periods of a CDR by a retail tariff, with the rules for CPO tariffs. The CDR's currency
 * and the tariffs that its periods name are the CPO's and play no part. Refuses a tariff whose prices
 * are not in the plan's basis, and a component whose VAT is not known.
 */
export function priceOwnTariff(input: OwnTariffInput): Outcome<ExactRetail, RetailRefusal> {
  const { basis, currency, timeZone } = input;
  const tariff = input.vatRate === null ? input.tariff : withVat(input.tariff, input.vatRate);
  const cdr = withoutCpo(input.cdr, currency);
  const outcome = priceCdr({ cdr, tariffs: [tariff], timeZone });
  if (!outcome.ok) return no({ code: "unpriceable", reason: outcome.reason });
  const priced = outcome.value;
  if ((tariff.taxIncluded === "YES") !== (basis === "gross")) return no({ code: "basis-mismatch" });
  const exact = priced[basis];
  const rates = ratesOf(priced, tariff);
  if (exact === null || rates === undefined) return no({ code: "vat-unknown" });
  const lines = explainCdr({ cdr, tariffs: [tariff], timeZone, priced });
  if (priced.limits.length === 0) {
    const parts = priced.taxTotals.map((total, index) => ({
      vatRate: rates[index] ?? 0,
      exact: total[basis] ?? exact,
    }));
    return ok({ exact, parts, lines });
  }
  return ok({ exact, ...splitLimited(priced, exact, rates, input), lines });
}

/** The total that a limit fixed is rounded whole, and shared among the rates without another rounding. */
function splitLimited(
  priced: PricedCdr,
  exact: Rational,
  rates: readonly Rate[],
  { basis, currency }: OwnTariffInput,
): Pick<ExactRetail, "parts" | "fixedMinor"> {
  const shares = sharesByTax(priced, basis);
  const parts = shares.map(({ share }, index) => ({
    vatRate: rates[index] ?? 0,
    exact: multiplyRational(exact, share),
  }));
  const { amountMinor } = toMinor(exact, currency, "half-away");
  const weights = shares.map(({ share }) => {
    const weight = toMicro(share, "half-away");
    return weight < 0n ? 0n : weight;
  });
  return { parts, fixedMinor: allocate(amountMinor, weights) };
}

/**
 * The VAT rate of each tax total; `undefined` if one is unknown. Nothing bears no VAT, and a minimum
 * on nothing that of the tariff's first component.
 */
function ratesOf(priced: PricedCdr, tariff: Tariff): Rate[] | undefined {
  if (priced.taxTotals.length === 0 && priced.limits.length > 0) {
    const first = tariff.elements[0]?.priceComponents[0];
    return first?.vat === undefined ? undefined : [first.vat];
  }
  const rates = priced.taxTotals.map(rateOf);
  return rates.every((rate) => rate !== undefined) ? rates : undefined;
}

function rateOf({ tax, net, gross }: TaxTotal): Rate | undefined {
  if (tax.kind === "rate") return tax.rate;
  const isNothing = net?.n === 0n && gross?.n === 0n;
  return tax.kind === "none" || isNothing ? 0 : undefined;
}

function withoutCpo(cdr: PriceableCdr, currency: string): PriceableCdr {
  const chargingPeriods = cdr.chargingPeriods.map(({ startDateTime, dimensions }) => ({
    startDateTime,
    dimensions,
  }));
  return { ...cdr, currency, chargingPeriods };
}

// Kept by object, as compiled tariffs are, so that each rate of a tariff is compiled once.
const tariffsByVat = new WeakMap<Tariff, Map<Rate, Tariff>>();

function withVat(tariff: Tariff, vat: Rate): Tariff {
  const byRate = tariffsByVat.get(tariff) ?? new Map<Rate, Tariff>();
  tariffsByVat.set(tariff, byRate);
  const known = byRate.get(vat);
  if (known !== undefined) return known;
  const elements = tariff.elements.map((element) => ({
    ...element,
    priceComponents: element.priceComponents.map((component) => ({ ...component, vat })),
  }));
  const taxed = { ...tariff, elements };
  byRate.set(vat, taxed);
  return taxed;
}
