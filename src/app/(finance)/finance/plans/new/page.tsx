import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/trpc/server";
import { PlanEditor } from "@/app/(finance)/finance/plans/plan-editor";
import { EMPTY_PLAN } from "@/app/(finance)/finance/plans/plan-values";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("plans.form");
  return { title: t("newTitle") };
}

export default async function NewPlanPage() {
  const [t, list, plans] = await Promise.all([
    getTranslations("plans.form"),
    getTranslations("plans.list"),
    (await api()).finance.plans.list(),
  ]);
  const groups = plans.map(({ id, name, code }) => ({ id, name: `${name} (${code})` }));
  return (
    <>
      <PageHeader
        back={{ href: "/finance/plans", label: list("title") }}
        title={t("newTitle")}
        lead={t("newLead")}
      />
      <PlanEditor start={EMPTY_PLAN} groups={groups} next={null} />
    </>
  );
}
