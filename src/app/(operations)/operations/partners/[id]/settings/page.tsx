import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { found } from "@/app/found";
import { pageId } from "@/app/page-id";
import type { WithId } from "@/app/page-props";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/trpc/server";
import { SettingsForm } from "./settings-form";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("operations.settings");
  return { title: t("title") };
}

export default async function SettingsPage({ params }: WithId) {
  const partnerId = await pageId(params);
  const { operations } = await api();
  const [t, { name, settings, roles }] = await Promise.all([
    getTranslations("operations.settings"),
    found(operations.partners.get({ partnerId })),
  ]);
  return (
    <>
      <PageHeader
        back={{ href: `/operations/partners/${partnerId}`, label: name }}
        title={t("title")}
        lead={t("lead")}
      />
      <SettingsForm partnerId={partnerId} of={{ settings, roles }} />
    </>
  );
}
