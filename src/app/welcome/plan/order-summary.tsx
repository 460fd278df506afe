"use client";

import { useTranslations } from "next-intl";
import { Slip } from "@/components/ui/slip";
import type { PlanChoice } from "./plan-choice";

/** What the last press agrees to, said right above it (Directive 2011/83/EU art. 8(2)). */
export function OrderSummary({
  choice,
  termsVersion,
  isConsumer,
}: {
  choice: PlanChoice;
  termsVersion: number | null;
  /** A company has no right of withdrawal, and is promised none. */
  isConsumer: boolean;
}) {
  const t = useTranslations("welcome.plan");
  const lines = [
    t("summaryPlan", { plan: choice.name }),
    choice.trialDays > 0 ? t("trial", { days: choice.trialDays }) : "",
    termsVersion === null ? "" : t("summaryTerms", { version: termsVersion }),
    ...(isConsumer ? [t("summaryNow"), t("summaryLeave")] : [t("summaryLeaveFirm")]),
  ].filter((line) => line !== "");
  return (
    <Slip>
      <h2 className="font-semibold">{t("summary")}</h2>
      <ul className="mt-3 border-t">
        {lines.map((line) => (
          <li key={line} className="border-b py-2.5">
            {line}
          </li>
        ))}
      </ul>
    </Slip>
  );
}
