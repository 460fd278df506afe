import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { pageTitle } from "@/app/page-title";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/trpc/server";
import { Comparison } from "./comparison";
import { CurrentPlan } from "./current-plan";

export const generateMetadata = () => pageTitle("subscription.plan");

export default async function PlanPage() {
  const [t, own] = await Promise.all([
    getTranslations("subscription.plan"),
    (await api()).driver.plan.read(),
  ]);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <CurrentPlan own={own} />
      <Suspense fallback={<Skeleton className="h-64 w-full" />}>
        <Comparison own={own} />
      </Suspense>
    </>
  );
}
