import { useLocale, useTranslations } from "next-intl";
import { money } from "@/core/money/money";
import type { NotReplayed as Left } from "@/core/plans/plan-replay";
import { formatMoney } from "@/i18n/formats";

const REASONS = ["no-price-in-currency", "cost-not-accepted", "no-cost-parts"] as const;

/** Charges that a plan gives no price for, and why: they are in no sum. */
export function NotReplayed({ all, currency }: { all: readonly Left[]; currency: string }) {
  const t = useTranslations("subscription.compare");
  const locale = useLocale();
  if (all.length === 0) return null;
  return (
    <ul className="flex max-w-prose flex-col gap-1 border-l-3 border-wait bg-wait-tint px-4 py-3">
      {all.map(({ reason: code, charges, paidMinor }) => {
        if (code === "other-currency") {
          return <li key={code}>{t("missingOther", { count: charges })}</li>;
        }
        const known = REASONS.find((one) => one === code);
        return (
          <li key={code}>
            {t("missing", {
              count: charges,
              paid: formatMoney(money(paidMinor, currency), locale),
              reason: known ? t(`reason_${known}`) : t("reason_other", { code }),
            })}
          </li>
        );
      })}
    </ul>
  );
}
