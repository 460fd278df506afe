import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { found } from "@/app/found";
import { pageId } from "@/app/page-id";
import type { WithId } from "@/app/page-props";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/trpc/server";
import { PlanEditor } from "@/app/(finance)/finance/plans/plan-editor";
import { EMPTY_PLAN, planFormOf } from "@/app/(finance)/finance/plans/plan-values";

export async function generateMetadata({ params }: WithId): Promise<Metadata> {
  const [t, plan] = await Promise.all([
    getTranslations("plans.form"),
    found((await api()).finance.plans.get({ id: await pageId(params) })),
  ]);
  return { title: t("versionTitle", { name: plan.versions[0]?.name ?? plan.code }) };
}

export default async function NewVersionPage({ params }: WithId) {
  const id = await pageId(params);
  const { finance } = await api();
  const [t, locale, plan] = await Promise.all([
    getTranslations("plans.form"),
    getLocale(),
    found(finance.plans.get({ id })),
  ]);
  const [latest] = plan.versions;
  const name = latest?.name ?? plan.code;
  const version = (latest?.version ?? 0) + 1;
  const before = latest
    ? planFormOf({ name, kind: plan.kind, plan: latest.plan }, locale)
    : { form: EMPTY_PLAN, isWhole: true };
  const zones = plan.zones.map(({ nextPeriod, ...zone }) => ({
    ...zone,
    nextPeriod: nextPeriod.toString(),
  }));
  return (
    <>
      <PageHeader
        back={{ href: `/finance/plans/${id}`, label: name }}
        title={t("versionTitle", { name })}
        lead={t("versionLead", { version })}
      />
      {before.isWhole ? null : <Notice tone="wait" title={t("notEditable")} />}
      <PlanEditor
        start={before.form}
        groups={[{ id, name }]}
        next={{ planId: id, version, zones }}
      />
    </>
  );
}
