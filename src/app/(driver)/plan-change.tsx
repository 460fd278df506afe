import { useLocale, useTranslations } from "next-intl";
import { PlanWords } from "@/components/plan-words";
import { Notice } from "@/components/ui/notice";
import { formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type OwnPlan = RouterOutputs["driver"]["home"]["plan"];

/** What changes of the driver's plan, with what he pays then; nothing where nothing changes. */
export function PlanChange({ own }: { own: OwnPlan }) {
  const t = useTranslations("plans.own");
  const locale = useLocale();
  const { current, coming, timeZone } = own;
  const next = coming.find((one) => one.planVersionId !== current?.planVersionId);
  const shown = next ?? own.changed;
  if (!shown) return null;
  const date = formatTime(shown.validFrom, locale, timeZone, "date");
  const { name } = shown;
  const text = next
    ? t(next.planId === current?.planId ? "same" : "other", { name })
    : t("now", { name });
  return (
    <Notice title={t(next ? "comes" : "came", { date })}>
      <p>{text}</p>
      <details className="pt-2">
        <summary className="min-h-6 cursor-pointer font-medium text-ink">
          {t(next ? "see" : "seeNow")}
        </summary>
        <div className="pt-3 text-ink">
          <PlanWords plan={shown.plan} />
        </div>
      </details>
    </Notice>
  );
}
