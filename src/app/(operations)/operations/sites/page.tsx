import { getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/trpc/server";
import { SiteTable } from "./site-table";

export const generateMetadata = () => pageTitle("sites");

export default async function SitesPage() {
  const [t, sites] = await Promise.all([
    getTranslations("sites"),
    (await api()).operations.sites.list(),
  ]);
  const describe = <LinkButton href="/operations/sites/new">{t("describe")}</LinkButton>;
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} action={sites.length > 0 ? describe : null} />
      {sites.length === 0 ? (
        <Empty title={t("empty")} action={describe}>
          {t("emptyText")}
        </Empty>
      ) : (
        <SiteTable sites={sites} />
      )}
    </>
  );
}
