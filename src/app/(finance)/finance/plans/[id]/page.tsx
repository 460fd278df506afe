import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { getTimeZone, getTranslations } from "next-intl/server";
import { found } from "@/app/found";
import { pageId } from "@/app/page-id";
import type { WithId } from "@/app/page-props";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { api } from "@/trpc/server";
import { OfferSwitch } from "./offer-switch";
import { VersionEntry } from "./version-entry";

export async function generateMetadata({ params }: WithId): Promise<Metadata> {
  const plan = await found((await api()).finance.plans.get({ id: await pageId(params) }));
  return { title: plan.versions[0]?.name ?? plan.code };
}

export default async function PlanPage({ params }: WithId) {
  const id = await pageId(params);
  const { finance } = await api();
  const [t, words, timeZone, plan] = await Promise.all([
    getTranslations("plans.one"),
    getTranslations("plans"),
    getTimeZone(),
    found(finance.plans.get({ id })),
  ]);
  return (
    <>
      <PageHeader
        back={{ href: "/finance/plans", label: t("back") }}
        title={plan.versions[0]?.name ?? plan.code}
        lead={t("lead", { code: plan.code, kind: words(`kind_${plan.kind}`) })}
        action={
          <LinkButton href={`/finance/plans/${plan.id}/new`}>
            <Plus aria-hidden className="size-4" />
            {t("newVersion")}
          </LinkButton>
        }
      />
      <OfferSwitch
        planId={plan.id}
        name={plan.versions[0]?.name ?? plan.code}
        isOffered={plan.isOffered}
      />
      <Section title={t("versions")}>
        <ol className="flex flex-col gap-10">
          {plan.versions.map((version, index) => (
            <VersionEntry
              key={version.id}
              version={version}
              isLatest={index === 0}
              timeZone={timeZone}
            />
          ))}
        </ol>
      </Section>
    </>
  );
}
