import { useLocale, useTranslations } from "next-intl";
import { PlanWords } from "@/components/plan-words";
import { Empty } from "@/components/ui/empty";
import { Notice } from "@/components/ui/notice";
import { Setting } from "@/components/ui/section";
import { formatTime } from "@/i18n/formats";
import type { OwnPlan } from "./own-plan";
import { SubscriptionFacts } from "./subscription-facts";

/** The plan that the driver is on: what it costs, what it includes and what comes. */
export function CurrentPlan({ own }: { own: OwnPlan }) {
  const t = useTranslations("subscription.plan");
  const words = useTranslations("subscription.compare");
  const locale = useLocale();
  const { plan, subscription } = own;
  const { current, coming, timeZone } = plan;
  if (!current) return <Empty title={t("none")}>{t("noneText")}</Empty>;
  const dateOf = (at: Temporal.Instant) => formatTime(at, locale, timeZone, "date");
  return (
    <Setting title={t("current")}>
      <div>
        <p className="text-xl font-semibold">{current.name}</p>
        <p className="text-ink-soft">{t("since", { date: dateOf(current.validFrom) })}</p>
      </div>
      {coming.map(({ planVersionId, name, validFrom }) => (
        <Notice
          key={`${planVersionId}${validFrom.toString()}`}
          title={t("coming", { date: dateOf(validFrom), name })}
        />
      ))}
      {subscription ? <SubscriptionFacts subscription={subscription} /> : null}
      <details>
        <summary className="w-fit cursor-pointer font-medium">{words("prices")}</summary>
        <div className="pt-4">
          <PlanWords plan={current.plan} />
        </div>
      </details>
    </Setting>
  );
}
