"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { WhenSeen } from "@/components/when-seen";
import { Section } from "@/components/ui/section";
import { Skeleton } from "@/components/ui/skeleton";
import type { PlacePlanAsked } from "./place-plan-form";

const PlacePlanForm = dynamic(() => import("./place-plan-form").then((one) => one.PlacePlanForm), {
  ssr: false,
  loading: () => <Skeleton className="h-96 w-full" />,
});

/** How a charge that has not begun would go: when it charges, what that costs and emits. Nothing of it is kept. */
export function PlacePlan(asked: PlacePlanAsked) {
  const t = useTranslations("charging.place");
  if (asked.choices.length === 0) return null;
  return (
    <Section title={t("title")} className="print:hidden">
      <p className="max-w-prose text-ink-soft">{t("lead")}</p>
      <WhenSeen before={<div className="h-96" />}>
        <PlacePlanForm {...asked} />
      </WhenSeen>
    </Section>
  );
}
