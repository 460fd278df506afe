import { useLocale, useTranslations } from "next-intl";
import { cn } from "@/components/cn";
import type { DunningRules } from "@/core/dunning/dunning-rules";
import { money } from "@/core/money/money";
import { formatMoney, formatRate } from "@/i18n/formats";

/** Rules as sentences; `taken` steps are shown as done. */
export function RulesWords({ rules, taken = 0 }: { rules: DunningRules; taken?: number }) {
  const t = useTranslations("dunning.words");
  const locale = useLocale();
  const amounts = (byCurrency: Readonly<Record<string, string>>) =>
    Object.entries(byCurrency)
      .map(([currency, minor]) => formatMoney(money(BigInt(minor), currency), locale))
      .join(", ");
  const { retryAfterDays, interestAboveReference, leastForFee } = rules;
  return (
    <div className="flex flex-col gap-3">
      <ol className="flex list-decimal flex-col gap-1.5 pl-5">
        {rules.steps.map((step, index) => (
          <li key={index} className={cn(index < taken && "text-ink-soft line-through")}>
            {t(step.action, { days: step.afterDays })}
            {step.fee
              ? ` ${t(step.feeNeedsTerms && !rules.termsNameFees ? "feeIfTerms" : "fee", { amount: amounts(step.fee) })}`
              : null}
          </li>
        ))}
      </ol>
      <ul className="flex flex-col gap-1.5 text-sm text-ink-soft">
        <li>
          {retryAfterDays.length > 0
            ? t("retries", { days: retryAfterDays.join(", ") })
            : t("noRetries")}
        </li>
        <li>
          {interestAboveReference === null
            ? t("noInterest")
            : t("interest", { rate: formatRate(interestAboveReference, locale) })}
        </li>
        {leastForFee ? <li>{t("least", { amount: amounts(leastForFee) })}</li> : null}
        <li>{t("noFeeOnFee")}</li>
      </ul>
    </div>
  );
}
