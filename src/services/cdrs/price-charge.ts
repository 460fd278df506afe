import type { Id } from "@/core/ids";
import type { VatAmount } from "@/core/money/vat-amount";
import { decideVat } from "@/core/invoicing/vat";
import type { VatCategory } from "@/core/invoicing/vat-category";
import { money, toMinor, toRational } from "@/core/money/money";
import type { Rate, Rational } from "@/core/money/quantity";
import { no, ok, type Outcome } from "@/core/outcome";
import { applyBenefits, type BenefitedPrice } from "@/core/plans/apply-benefits";
import { leftOf, type BenefitUse } from "@/core/plans/benefits";
import type { Plan } from "@/core/plans/plan";
import type { Allowance } from "@/core/plans/subscription-deed";
import { termsIn } from "@/core/plans/subscription-terms";
import { costPartsOf, statedCostParts, type CostParts } from "@/core/rating/cost-parts";
import { keepPromise, type KeptPromise } from "@/core/rating/keep-promise";
import type { LostReason } from "@/core/rating/lost-reason";
import { priceCdr } from "@/core/rating/price-cdr";
import { priceUnderLock, type LockRefusal } from "@/core/rating/price-under-lock";
import { needsCostParts } from "@/core/rating/cost-plus";
import type { Verdict } from "@/core/rating/reconcile";
import { priceRetail } from "@/core/rating/retail";
import type { RetailInput, RetailPrice } from "@/core/rating/retail-price";
import { encodeExplanation } from "@/core/rating/stored-price";
import type { Cdr } from "@/core/roaming/cdr";
import { alpha2Country } from "@/core/roaming/country";
import type { Json } from "@/core/roaming/json";
import type { PlanInForce } from "@/services/plans/find-plan-in-force";
import type { RatingFacts } from "./load-rating-facts";

/** What the driver's price is made from. */
export interface ChargeInput {
  readonly cdr: Cdr;
  readonly plan: PlanInForce;
  readonly facts: Pick<RatingFacts, "timeZone" | "vat" | "tariffs" | "policy" | "lock">;
  /** What we accepted to owe the CPO before tax; null while that is open. */
  readonly acceptedCostMinor: bigint | null;
  /** The verdict on the CPO's claim: tells why a bill is above its promise. */
  readonly verdict: Verdict;
  /** What of the driver's subscription the charge may use; null: none. */
  readonly allowance: Allowance | null;
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
    readonly promise: ChargePromise | null;
    /** What it used of the allowance; null: nothing. */
    readonly use: BenefitUse | null;
  } | null;
}

/** What became of the promise that a charge had. */
export interface ChargePromise {
  readonly lockId: Id<"other">;
  /** What the bill came to, VAT included; null where no promise lowered it. */
  readonly billGrossMinor: bigint | null;
  /** Why the bill was above it, or why the lock gave no price and the bill stands. */
  readonly reason: LostReason | LockRefusal | null;
}

/**
 * Prices a CDR for its driver by the plan in force when it began, and by the prices that were locked for him, what his
 * subscription includes taken off both: he owes the lower. VAT is that of the place where the energy was delivered. The reason for a "no" is a code that finance
 * sees on the CDR.
 */
export function priceCharge(input: ChargeInput): Outcome<PricedCharge, string> {
  const { cdr, plan } = input;
  const supplyCountry = alpha2Country(cdr.cdrLocation.country);
  if (!supplyCountry) return no(`unknown-country: ${cdr.cdrLocation.country}`);
  const vat = decideVat({
    supplyKind: "ENERGY",
    supplyCountry,
    servicedAt: cdr.endDateTime,
    ...input.facts.vat,
  });
  if (!vat.ok) return no(`no-vat-rate: none for energy in ${supplyCountry}`);
  const { rate, category, trace: vatTrace } = vat.value;
  const taxedIn = vat.value.country;
  const request = retailInput(input, rate);
  if (!request.ok) return request;
  const { planVersionId } = plan;
  const common = { planVersionId, basis: plan.plan.basis, supplyCountry: taxedIn, vatTrace };
  if (request.value === null) return ok({ ...common, currency: cdr.currency, price: null });
  const bill = priceRetail(request.value);
  if (!bill.ok) return no(`driver-price: ${bill.reason.code}`);
  const benefited = withBenefits(input, request.value, bill.value);
  if (!benefited.ok) return no(`driver-price: ${benefited.reason}`);
  const { price, promise, use } = underPromise(input, benefited.value, rate);
  // Where the basis of a locked plan decides, so do its version and its lines.
  const isOtherBasis = price.basis !== common.basis;
  const locked = isOtherBasis ? input.facts.lock?.planVersionId : undefined;
  return ok({
    ...common,
    planVersionId: locked ?? planVersionId,
    basis: price.basis,
    currency: price.currency,
    price: { ...storedPrice(price, promise, category), use },
  });
}

function retailInput(input: ChargeInput, vatRate: Rate): Outcome<RetailInput | null, string> {
  const { cdr, acceptedCostMinor } = input;
  const plan: Plan = input.plan.plan;
  const common = { cdr, timeZone: input.facts.timeZone, basis: plan.basis, vatRate };
  if (plan.mode === "own_tariff") {
    const { tariff } = plan;
    return ok({ ...common, mode: "own-tariff", tariff, currency: tariff.currency });
  }
  const price = plan.prices.find(({ currency }) => currency === cdr.currency);
  if (!price) return no(`no-price-in-currency: the plan has no prices in ${cdr.currency}`);
  if (acceptedCostMinor === null) return ok(null);
  const net = toRational(money(acceptedCostMinor, cdr.currency));
  const needsParts = needsCostParts(price.markup) || input.allowance !== null;
  const parts = needsParts ? partsOf(input, net) : {};
  const cost = { net, currency: cdr.currency, ...parts };
  return ok({ ...common, mode: "cost-plus", cost, markup: price.markup, currency: cdr.currency });
}

/** In the proportion of our own price, else as the CPO states them. */
function partsOf(input: ChargeInput, net: Rational): CostParts {
  const own = ownPrice(input);
  return own.ok ? costPartsOf(own.value, net) : statedCostParts(input.cdr);
}

function ownPrice({ cdr, facts: { tariffs, timeZone, policy } }: ChargeInput) {
  return priceCdr({ cdr, tariffs, timeZone, policy });
}

/** A price with the subscription's benefits taken off; a cap on idling is one of the plan's own basis and currency. */
function withBenefits(
  { allowance, plan: { plan } }: ChargeInput,
  request: RetailInput,
  price: RetailPrice,
): Outcome<BenefitedPrice, "no-cost-parts"> {
  const { subscription, basis } = plan;
  if (!allowance || !subscription) return ok({ price, use: null });
  const isOwnBasis = price.basis === basis;
  const idleCap = isOwnBasis ? termsIn(subscription, price.currency)?.idleCap : undefined;
  return applyBenefits(request, price, leftOf(allowance, idleCap ?? null));
}

interface PromisedPrice extends BenefitedPrice {
  readonly promise: ChargePromise | null;
}

function underPromise(input: ChargeInput, billed: BenefitedPrice, vatRate: Rate): PromisedPrice {
  const bill = billed.price;
  const { cdr, plan, facts, acceptedCostMinor, verdict } = input;
  const { lock: held, timeZone, policy } = facts;
  if (!held) return { ...billed, promise: null };
  const { id: lockId, lock } = held;
  const stands = (reason: LockRefusal) => ({
    ...billed,
    promise: { lockId, billGrossMinor: null, reason },
  });
  const locked = priceUnderLock({ lock, cdr, timeZone, vatRate, policy });
  if (!locked.ok) return stands(locked.reason);
  const { request, costMinor } = locked.value;
  const promised = withBenefits(input, request, locked.value.price);
  if (!promised.ok) return stands("lock-unpriceable");
  const kept = keepPromise({
    lockedAt: lock.lockedAt,
    bill,
    locked: { price: promised.value.price, costMinor },
    facts: () => ({
      isSamePlan: lock.planVersionId === plan.planVersionId,
      acceptedCostMinor: plan.plan.mode === "own_tariff" ? null : acceptedCostMinor,
      ownCostMinor: ownCostMinor(input),
      verdict,
    }),
  });
  if (!kept) return stands("lock-other-currency");
  const { use } = kept.lost ? promised.value : billed;
  return { price: kept.price, use, promise: promiseOf(lockId, kept) };
}

function promiseOf(lockId: Id<"other">, { lost }: KeptPromise): ChargePromise {
  return { lockId, billGrossMinor: lost?.billMinor ?? null, reason: lost?.reason ?? null };
}

function ownCostMinor(input: ChargeInput): bigint | null {
  const own = ownPrice(input);
  const net = own.ok ? own.value.net : null;
  return net && toMinor(net, input.cdr.currency, "half-away").amountMinor;
}

function storedPrice(
  price: RetailPrice,
  promise: ChargePromise | null,
  category: VatCategory,
): Omit<NonNullable<PricedCharge["price"]>, "use"> {
  const { netMinor, vatMinor, grossMinor, perRate, lines } = price;
  return {
    netMinor,
    vatMinor,
    grossMinor,
    perRate: category === "S" ? perRate : perRate.map((row) => ({ ...row, category })),
    explanation: encodeExplanation(lines),
    promise,
  };
}
