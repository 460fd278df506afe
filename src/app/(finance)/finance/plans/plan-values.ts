import { formatMicro, formatScaled } from "@/core/money/quantity";
import type { CostPlusPrice, Plan } from "@/core/plans/plan";
import { draftOfPlan, type OwnPrices } from "@/core/plans/plan-draft";
import type { SubscriptionTerms } from "@/core/plans/subscription-terms";
import { exponentOf } from "@/core/money/currency";
import type { Locale } from "@/i18n/locale";
import type { PlanForm } from "@/trpc/inputs/plan";

type PriceForm = PlanForm["prices"][number];

/** A currency without figures. */
export function emptyPrice(currency: string): PriceForm {
  return {
    currency,
    percentage: "",
    perKwh: "",
    perSession: "",
    maxTimeAc: "",
    maxTimeDc: "",
    maxPrice: "",
    minPrice: "",
    discountRate: "",
    discountOn: "energy",
  };
}

const EMPTY_OWN: PlanForm["own"] = {
  currency: "SEK",
  energy: "",
  perMinute: "",
  startFee: "",
  idlePerMinute: "",
  windows: [],
};

/** A currency without a fee. */
export const EMPTY_FEE: PlanForm["terms"]["currencies"][number] = {
  currency: "",
  fee: "",
  idleCap: "",
};

const EMPTY_TERMS: PlanForm["terms"] = {
  interval: "month",
  currencies: [{ ...EMPTY_FEE, currency: "SEK" }],
  trialDays: "",
  includedKwh: "",
  freeStarts: "",
};

/** A form without figures. */
export const EMPTY_PLAN: PlanForm = {
  code: "",
  kind: "postpaid",
  name: "",
  mode: "cost_plus",
  basis: "gross",
  prices: [emptyPrice("SEK")],
  own: EMPTY_OWN,
  terms: EMPTY_TERMS,
};

/** A plan as the form has it; `isWhole` tells whether all of it fits. */
export function planFormOf(
  { name, kind, plan }: Pick<PlanForm, "name" | "kind"> & { readonly plan: Plan },
  locale: Locale,
): { readonly form: PlanForm; readonly isWhole: boolean } {
  const { mode, basis } = plan;
  const terms = plan.subscription ? termsForm(plan.subscription, locale) : EMPTY_TERMS;
  const common = { ...EMPTY_PLAN, name, kind, mode, basis, terms };
  const draft = draftOfPlan(plan);
  if (draft === null) return { form: common, isWhole: false };
  const form =
    draft.mode === "cost_plus"
      ? { ...common, prices: draft.prices.map((price) => priceForm(price, locale)) }
      : { ...common, own: ownForm(draft.own, locale) };
  return { form, isWhole: true };
}

function priceForm({ currency, markup }: CostPlusPrice, locale: Locale): PriceForm {
  const amount = (micro: bigint | undefined) => typed(micro, locale);
  const { percentage, perKwh, perSession, maxTimePrice, maxPrice, minPrice, discount } = markup;
  return {
    currency,
    percentage: typedRate(percentage, locale),
    perKwh: amount(perKwh === 0n ? undefined : perKwh),
    perSession: amount(perSession === 0n ? undefined : perSession),
    maxTimeAc: amount(maxTimePrice?.ac),
    maxTimeDc: amount(maxTimePrice?.dc),
    maxPrice: amount(maxPrice),
    minPrice: amount(minPrice),
    discountRate: typedRate(discount?.rate ?? 0, locale),
    discountOn: discount?.on ?? "energy",
  };
}

function termsForm(terms: SubscriptionTerms, locale: Locale): PlanForm["terms"] {
  const count = (value: number) => (value === 0 ? "" : String(value));
  return {
    interval: terms.interval,
    currencies: terms.currencies.map(({ currency, feeMinor, idleCap }) => ({
      currency,
      fee: withComma(formatScaled(feeMinor, exponentOf(currency) ?? 2), locale),
      idleCap: typed(idleCap, locale),
    })),
    trialDays: count(terms.trialDays),
    includedKwh: typed(terms.includedMicroKwh || undefined, locale),
    freeStarts: count(terms.freeStarts),
  };
}

function ownForm(own: OwnPrices, locale: Locale): PlanForm["own"] {
  return {
    currency: own.currency,
    energy: typed(own.energy, locale),
    perMinute: typed(own.perMinute, locale),
    startFee: typed(own.startFee, locale),
    idlePerMinute: typed(own.idlePerMinute, locale),
    windows: own.windows.map((window) => ({ ...window, price: typed(window.price, locale) })),
  };
}

function typed(micro: bigint | undefined, locale: Locale): string {
  return micro === undefined ? "" : withComma(formatMicro(micro), locale);
}

function typedRate(rate: number, locale: Locale): string {
  return rate === 0 ? "" : withComma(formatScaled(BigInt(rate), 4), locale);
}

function withComma(text: string, locale: Locale): string {
  return locale === "en" ? text : text.replace(".", ",");
}
