import { getTimeZone, getTranslations } from "next-intl/server";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { Empty } from "@/components/ui/empty";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { energyPageInput } from "@/trpc/inputs/energy";
import { api } from "@/trpc/server";
import { ImportTable } from "./import-table";
import { UploadMarketFile } from "./upload-market-file";
import { ZoneCurves } from "./zone-curves";
import { ZoneTable } from "./zone-table";

export const generateMetadata = () => pageTitle("energy");

const TONES = { entsoe: "ok", demo: "info", off: "wait" } as const;

export default async function EnergyPage({ searchParams }: WithSearch) {
  const input = energyPageInput.parse(await searchParams);
  const { operations } = await api();
  const [t, timeZone, { zones, chosen, imports, adapter }] = await Promise.all([
    getTranslations("energy"),
    getTimeZone(),
    operations.energy.overview(input),
  ]);
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        action={<UploadMarketFile zone={chosen?.zone ?? "SE3"} />}
      />
      <Notice tone={TONES[adapter]} title={t(`adapter.${adapter}`)}>
        {t(`adapter.${adapter}Text`)}
      </Notice>
      {chosen === null ? (
        <Empty title={t("empty")}>{t("emptyText")}</Empty>
      ) : (
        <>
          <Section title={t("zones")}>
            <ZoneTable zones={zones} chosen={chosen.zone} />
          </Section>
          <ZoneCurves zone={chosen} />
        </>
      )}
      <Section title={t("imports.title")}>
        {imports.length === 0 ? (
          <Empty title={t("imports.empty")}>{t("imports.emptyText")}</Empty>
        ) : (
          <ImportTable imports={imports} timeZone={timeZone} />
        )}
      </Section>
    </>
  );
}
