import { useLocale, useTranslations } from "next-intl";
import { money } from "@/core/money/money";
import type { PlanBasis } from "@/core/plans/plan";
import type { SubscriptionTerms } from "@/core/plans/subscription-terms";
import { formatEnergy, formatMicroMoney, formatMoney } from "@/i18n/formats";

/** What a subscription costs and includes, in words. */
export function SubscriptionWords({
  terms,
  basis,
}: {
  terms: SubscriptionTerms;
  basis: PlanBasis;
}) {
  const t = useTranslations("subscription.terms");
  const locale = useLocale();
  const { interval, currencies, trialDays, includedMicroKwh, freeStarts } = terms;
  const fee = basis === "gross" ? (`fee_${interval}` as const) : (`fee_${interval}_net` as const);
  const lines = [
    ...currencies.map(({ currency, feeMinor }) =>
      t(fee, { fee: formatMoney(money(feeMinor, currency), locale) }),
    ),
    trialDays === 0 ? "" : t("trial", { days: trialDays }),
    includedMicroKwh === 0n
      ? ""
      : t(`included_${interval}`, { energy: formatEnergy(includedMicroKwh, locale) }),
    freeStarts === 0 ? "" : t(`starts_${interval}`, { count: freeStarts }),
    ...currencies.map(({ currency, idleCap }) =>
      idleCap === undefined
        ? ""
        : t("idleCap", { most: formatMicroMoney(idleCap, currency, locale) }),
    ),
  ].filter((line) => line !== "");
  return (
    <div>
      <ul>
        {lines.map((line) => (
          <li key={line} className="font-medium">
            {line}
          </li>
        ))}
      </ul>
      <p className="pt-2 text-ink-soft">{t("rest")}</p>
    </div>
  );
}
