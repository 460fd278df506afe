import { money } from "@/core/money/money";
import type { CostPlusPrice, Plan, PlanBasis } from "@/core/plans/plan";
import type { SubscriptionTerms } from "@/core/plans/subscription-terms";
import { heldRestrictions } from "@/core/rating/explain";
import type { PriceLimit } from "@/core/roaming/price";
import type { PriceComponent, Tariff } from "@/core/roaming/tariff";
import { formatEnergy, formatMicroMoney, formatMoney, formatRate } from "@/i18n/formats";
import type { Locale } from "@/i18n/locale";
import { priceText, restrictionWords, stepSizeText } from "@/i18n/price-words";
import { translatorFor } from "@/i18n/translator";

/** What a plan costs, line by line, in the words of its page. */
export function planLines(plan: Plan, locale: Locale): string[] {
  const { subscription, basis } = plan;
  return [
    ...(subscription ? feeLines(subscription, basis, locale) : []),
    ...(plan.mode === "own_tariff"
      ? tariffLines(plan.tariff, locale)
      : plan.prices.map((price) => markupLine(price, basis, locale))),
  ].filter((line) => line !== "");
}

function feeLines(terms: SubscriptionTerms, basis: PlanBasis, locale: Locale): string[] {
  const say = translatorFor(locale, "subscription");
  const { interval, currencies, trialDays, includedMicroKwh, freeStarts } = terms;
  const fee = basis === "gross" ? `terms.fee_${interval}` : `terms.fee_${interval}_net`;
  return [
    ...currencies.map(({ currency, feeMinor }) =>
      say(fee, { fee: formatMoney(money(feeMinor, currency), locale) }),
    ),
    trialDays === 0 ? "" : say("terms.trial", { days: trialDays }),
    includedMicroKwh === 0n
      ? ""
      : say(`terms.included_${interval}`, { energy: formatEnergy(includedMicroKwh, locale) }),
    freeStarts === 0 ? "" : say(`terms.starts_${interval}`, { count: freeStarts }),
    ...currencies.map(({ currency, idleCap }) =>
      idleCap === undefined
        ? ""
        : say("terms.idleCap", { most: formatMicroMoney(idleCap, currency, locale) }),
    ),
    say("terms.rest"),
  ];
}

function markupLine({ currency, markup }: CostPlusPrice, basis: PlanBasis, locale: Locale): string {
  const say = translatorFor(locale, "plans");
  const shown = (micro: bigint) => formatMicroMoney(micro, currency, locale);
  const { percentage, perKwh, perSession, maxTimePrice, maxPrice, minPrice, discount } = markup;
  const words = [
    say(`words.base_${basis}`),
    percentage === 0 ? "" : say("words.percentage", { rate: formatRate(percentage, locale) }),
    perKwh === 0n ? "" : say("words.perKwh", { price: shown(perKwh) }),
    perSession === 0n ? "" : say("words.perSession", { price: shown(perSession) }),
    maxTimePrice
      ? say("words.timeCap", { ac: shown(maxTimePrice.ac), dc: shown(maxTimePrice.dc) })
      : "",
    maxPrice === undefined ? "" : say("words.cap", { price: shown(maxPrice) }),
    minPrice === undefined ? "" : say("words.floor", { price: shown(minPrice) }),
    discount
      ? say(`words.discount_${discount.on}`, { rate: formatRate(discount.rate, locale) })
      : "",
  ].filter((word) => word !== "");
  return `${say("words.inCurrency", { currency })}: ${words.join("; ")}`;
}

const TAX = { YES: "tax_YES", NO: "tax_NO", "N/A": "tax_NA", none: "tax_none" } as const;

function tariffLines(tariff: Tariff, locale: Locale): string[] {
  const { currency, elements, taxIncluded, minPrice, maxPrice } = tariff;
  const say = translatorFor(locale, "tariffs");
  const speech = { say: translatorFor(locale, "price"), locale, currency };
  const lines = elements.map(({ restrictions, priceComponents }) => {
    const when = restrictionWords(heldRestrictions(restrictions), speech);
    const prices = priceComponents.map((component) => componentText(component, speech));
    return `${(when.length > 0 ? when : [speech.say("always")]).join(", ")}: ${prices.join("; ")}`;
  });
  return [
    `${say(`sheet.${TAX[taxIncluded ?? "none"]}`)} ${say("sheet.order")}`,
    ...lines.map((line) => line.charAt(0).toUpperCase() + line.slice(1)),
    limitText("min", minPrice, { currency, locale }),
    limitText("max", maxPrice, { currency, locale }),
  ];
}

function componentText(
  { type, price, stepSize, vat }: PriceComponent,
  speech: Parameters<typeof priceText>[1],
): string {
  const { say, locale } = speech;
  const size = stepSize > 1 && type !== "FLAT" ? stepSizeText(type, stepSize) : null;
  return [
    `${say(type)} ${priceText({ dimension: type, price }, speech)}`,
    vat === undefined ? "" : say("vat", { rate: formatRate(vat, locale) }),
    size === null ? "" : say("stepSize", { size }),
  ]
    .filter((part) => part !== "")
    .join(", ");
}

function limitText(
  name: "min" | "max",
  limit: PriceLimit | undefined,
  { currency, locale }: { readonly currency: string; readonly locale: Locale },
): string {
  if (!limit) return "";
  const say = translatorFor(locale, "tariffs");
  const amount = (micro: bigint) => formatMicroMoney(micro, currency, locale);
  const { beforeTaxes, afterTaxes } = limit;
  const parts = [
    say("sheet.beforeTax", { amount: amount(beforeTaxes) }),
    afterTaxes === undefined ? "" : say("sheet.afterTax", { amount: amount(afterTaxes) }),
  ];
  return `${say(`sheet.${name}`)}: ${parts.filter((part) => part !== "").join(", ")}`;
}
