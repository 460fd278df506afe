import { useLocale, useTranslations } from "next-intl";
import type { CostPlusPrice, Plan, PlanBasis } from "@/core/plans/plan";
import { formatMicroMoney, formatRate } from "@/i18n/formats";
import { SubscriptionWords } from "./subscription-words";
import { TariffSheet } from "./tariff-sheet";

/** What a driver on a plan pays, in words: its fee and what that includes, then by currency, or by its own tariff. */
export function PlanWords({ plan }: { plan: Plan }) {
  if (!plan.subscription) return <PriceWords plan={plan} />;
  return (
    <div className="flex flex-col gap-4">
      <SubscriptionWords terms={plan.subscription} basis={plan.basis} />
      <PriceWords plan={plan} />
    </div>
  );
}

function PriceWords({ plan }: { plan: Plan }) {
  if (plan.mode === "own_tariff") return <TariffSheet tariff={plan.tariff} />;
  return (
    <ul className="grid gap-x-10 gap-y-5 border-t border-ink pt-3 sm:grid-cols-2">
      {plan.prices.map((price) => (
        <CurrencyWords key={price.currency} price={price} basis={plan.basis} />
      ))}
    </ul>
  );
}

function CurrencyWords({ price, basis }: { price: CostPlusPrice; basis: PlanBasis }) {
  const t = useTranslations("plans.words");
  const lines = useMarkupWords(price);
  return (
    <li>
      <p className="font-medium">{t("inCurrency", { currency: price.currency })}</p>
      <ul className="text-ink-soft">
        <li>{t(`base_${basis}`)}</li>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </li>
  );
}

function useMarkupWords({ currency, markup }: CostPlusPrice): string[] {
  const t = useTranslations("plans.words");
  const locale = useLocale();
  const money = (micro: bigint) => formatMicroMoney(micro, currency, locale);
  const { percentage, perKwh, perSession, maxTimePrice, maxPrice, minPrice, discount } = markup;
  return [
    percentage === 0 ? "" : t("percentage", { rate: formatRate(percentage, locale) }),
    perKwh === 0n ? "" : t("perKwh", { price: money(perKwh) }),
    perSession === 0n ? "" : t("perSession", { price: money(perSession) }),
    maxTimePrice ? t("timeCap", { ac: money(maxTimePrice.ac), dc: money(maxTimePrice.dc) }) : "",
    maxPrice === undefined ? "" : t("cap", { price: money(maxPrice) }),
    minPrice === undefined ? "" : t("floor", { price: money(minPrice) }),
    discount ? t(`discount_${discount.on}`, { rate: formatRate(discount.rate, locale) }) : "",
  ].filter((line) => line !== "");
}
