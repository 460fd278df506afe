import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { openStep } from "@/app/welcome/open-step";
import { WelcomeStep } from "@/app/welcome/welcome-step";
import { PlanWords } from "@/components/plan-words";
import { Empty } from "@/components/ui/empty";
import { formatCountry } from "@/i18n/formats";
import { newcomerApi } from "@/trpc/server";
import type { PlanChoice } from "./plan-choice";
import { PlanChooser } from "./plan-chooser";
import { presetUse } from "./presets";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("welcome.plan"))("title") };
}

export default async function PlanPage() {
  const [t, locale, signUp] = await Promise.all([
    getTranslations("welcome.plan"),
    getLocale(),
    openStep("plan"),
  ]);
  const use = signUp.answers.use ?? presetUse.commuter;
  const { plans, basis, currency } = await (await newcomerApi()).welcome.plans(use);
  if (plans.length === 0) {
    return (
      <WelcomeStep step="plan" title={t("title")} lead={t("lead")}>
        <Empty title={t("empty")}>{t("emptyText")}</Empty>
      </WelcomeStep>
    );
  }
  const choices = plans.map(({ planId, planVersionId, name, kind, plan }): PlanChoice => ({
    planId,
    planVersionId,
    name,
    kind,
    trialDays: plan.subscription?.trialDays ?? 0,
    words: <PlanWords plan={plan} />,
  }));
  const sums = plans.map(({ planId, planVersionId, totalMinor, feeMinor }) => ({
    planId,
    planVersionId,
    totalMinor,
    feeMinor,
  }));
  return (
    <WelcomeStep step="plan" title={t("title")} lead={t("lead")}>
      <p className="max-w-prose text-ink-soft">
        {t(`currency_${signUp.currency.why}`, {
          currency,
          country: formatCountry(signUp.answers.address?.country ?? "", locale),
        })}
      </p>
      <PlanChooser
        choices={choices}
        first={{ sums, basis }}
        use={use}
        currency={currency}
        chosen={signUp.answers.planId ?? null}
        termsVersion={signUp.terms.text?.version ?? null}
        isConsumer={signUp.answers.kind !== "business"}
      />
    </WelcomeStep>
  );
}
