import type { Id } from "@/core/ids";
import type { VatAmount } from "@/core/money/vat-amount";
import { decideVat, type VatRateRow } from "@/core/invoicing/vat";
import { money, toRational } from "@/core/money/money";
import { no, ok, type Outcome } from "@/core/outcome";
import type { Plan } from "@/core/plans/plan";
import { priceRetail } from "@/core/rating/retail";
import type { RetailInput, RetailPrice } from "@/core/rating/retail-price";
import { encodeExplanation } from "@/core/rating/stored-price";
import type { Cdr } from "@/core/roaming/cdr";
import { alpha2Country } from "@/core/roaming/country";
import type { Json } from "@/core/roaming/json";
import type { PlanInForce } from "@/services/plans/find-plan-in-force";

/** What the driver's price is made from. */
export interface ChargeInput {
  readonly cdr: Cdr;
  readonly plan: PlanInForce;
  readonly timeZone: string | null;
  readonly vatRates: readonly VatRateRow[];
  /** What we accepted to owe the CPO before tax; null while that is open. */
  readonly acceptedCostMinor: bigint | null;
}

/** The driver's price of a CDR as it is stored. `price` is null while a cost-plus plan waits for the cost. */
export interface PricedCharge {
  readonly planVersionId: Id<"planVersion">;
  readonly basis: "gross" | "net";
  readonly currency: string;
  readonly supplyCountry: string;
  readonly vatTrace: readonly string[];
  readonly price: {
    readonly netMinor: bigint;
    readonly vatMinor: bigint;
    readonly grossMinor: bigint;
    readonly perRate: readonly VatAmount[];
    readonly explanation: Json;
  } | null;
}

/**
 * Prices a CDR for its driver by the plan in force when it began. VAT is that of the place where the
 * energy was delivered. The reason for a "no" is a code that finance sees on the CDR.
 */
export function priceCharge(input: ChargeInput): Outcome<PricedCharge, string> {
  const { cdr, plan } = input;
  const supplyCountry = alpha2Country(cdr.cdrLocation.country);
  if (!supplyCountry) return no(`unknown-country: ${cdr.cdrLocation.country}`);
  const vat = decideVat({
    supplyKind: "ENERGY",
    supplyCountry,
    servicedAt: cdr.endDateTime,
    rates: input.vatRates,
  });
  if (!vat.ok) return no(`no-vat-rate: none for energy in ${supplyCountry}`);
  const request = retailInput(input, vat.value.rate);
  if (!request.ok) return request;
  const common = {
    planVersionId: plan.planVersionId,
    basis: plan.plan.basis,
    supplyCountry,
    vatTrace: vat.value.trace,
  };
  if (request.value === null) return ok({ ...common, currency: cdr.currency, price: null });
  const price = priceRetail(request.value);
  if (!price.ok) return no(`driver-price: ${price.reason.code}`);
  return ok({ ...common, currency: price.value.currency, price: storedPrice(price.value) });
}

function retailInput(input: ChargeInput, vatRate: number): Outcome<RetailInput | null, string> {
  const { cdr, timeZone, acceptedCostMinor } = input;
  const plan: Plan = input.plan.plan;
  const common = { cdr, timeZone, basis: plan.basis, vatRate };
  if (plan.mode === "own_tariff") {
    const { tariff } = plan;
    return ok({ ...common, mode: "own-tariff", tariff, currency: tariff.currency });
  }
  const price = plan.prices.find(({ currency }) => currency === cdr.currency);
  if (!price) return no(`no-price-in-currency: the plan has no prices in ${cdr.currency}`);
  if (acceptedCostMinor === null) return ok(null);
  const cost = { net: toRational(money(acceptedCostMinor, cdr.currency)), currency: cdr.currency };
  return ok({ ...common, mode: "cost-plus", cost, markup: price.markup, currency: cdr.currency });
}

function storedPrice(price: RetailPrice): NonNullable<PricedCharge["price"]> {
  const { netMinor, vatMinor, grossMinor, perRate, lines } = price;
  return { netMinor, vatMinor, grossMinor, perRate, explanation: encodeExplanation(lines) };
}
