import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { Empty } from "@/components/ui/empty";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { formatCountry } from "@/i18n/formats";
import { api } from "@/trpc/server";
import { LiabilityTable } from "./liability-table";
import { NegativeTable } from "./negative-table";
import { VolumeTable } from "./volume-table";

export const generateMetadata = () => pageTitle("wallet.finance");

export default async function WalletsPage() {
  const [t, locale, timeZone, report] = await Promise.all([
    getTranslations("wallet.finance"),
    getLocale(),
    getTimeZone(),
    (await api()).finance.wallets.report(),
  ]);
  const { liabilities, negative, volumes } = report;
  const countries = (level: "near" | "reached") =>
    volumes
      .filter(({ alarm }) => alarm?.level === level)
      .map(({ country }) => formatCountry(country, locale))
      .join(", ");
  const [near, reached] = [countries("near"), countries("reached")];
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      {reached === "" ? null : (
        <Notice tone="bad" title={t("reached")}>
          {t("reachedText", { countries: reached })}
        </Notice>
      )}
      {near === "" ? null : (
        <Notice tone="wait" title={t("near")}>
          {t("nearText", { countries: near })}
        </Notice>
      )}
      {liabilities.length === 0 ? (
        <Empty title={t("empty")}>{t("emptyText")}</Empty>
      ) : (
        <Section title={t("liability")}>
          <LiabilityTable liabilities={liabilities} />
        </Section>
      )}
      <Section title={t("negative")}>
        <p className="max-w-prose text-ink-soft">
          {t(negative.length === 0 ? "noNegative" : "negativeText")}
        </p>
        {negative.length === 0 ? null : <NegativeTable negative={negative} timeZone={timeZone} />}
      </Section>
      <Section title={t("volume")}>
        <p className="max-w-prose text-ink-soft">{t("volumeText")}</p>
        {volumes.length === 0 ? <p>{t("noVolume")}</p> : <VolumeTable volumes={volumes} />}
      </Section>
    </>
  );
}
