import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/trpc/server";
import { NewSiteForm } from "./new-site-form";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("sites.new");
  return { title: t("title") };
}

export default async function NewSitePage() {
  const { operations } = await api();
  const [t, list, locations, zones] = await Promise.all([
    getTranslations("sites.new"),
    getTranslations("sites"),
    operations.sites.locations(),
    operations.sites.zones(),
  ]);
  const free = locations.filter(({ evses, taken }) => taken < evses);
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        back={{ href: "/operations/sites", label: list("title") }}
      />
      {free.length === 0 ? (
        <Empty title={t("none")}>{t("noneText")}</Empty>
      ) : (
        <NewSiteForm locations={free} zones={zones} />
      )}
    </>
  );
}
