import { Plus } from "lucide-react";
import { getTimeZone, getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/trpc/server";
import { PlanTable } from "./plan-table";

export const generateMetadata = () => pageTitle("plans.list");

export default async function PlansPage() {
  const [t, timeZone, plans] = await Promise.all([
    getTranslations("plans.list"),
    getTimeZone(),
    (await api()).finance.plans.list(),
  ]);
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        action={
          <LinkButton href="/finance/plans/new">
            <Plus aria-hidden className="size-4" />
            {t("new")}
          </LinkButton>
        }
      />
      {plans.length === 0 ? (
        <Empty title={t("empty")}>{t("emptyText")}</Empty>
      ) : (
        <PlanTable plans={plans} timeZone={timeZone} />
      )}
    </>
  );
}
