import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { formatTime } from "@/i18n/formats";
import { certifiedVersions } from "@/trpc/inputs/partner-page";
import { api } from "@/trpc/server";
import { RunTable } from "./run-table";
import { StartRun } from "./start-run";

export const generateMetadata = () => pageTitle("partner.certification");

export default async function CertificationPage() {
  const { partner } = await api();
  const [t, locale, timeZone, runs, connection] = await Promise.all([
    getTranslations("partner.certification"),
    getLocale(),
    getTimeZone(),
    partner.certification.runs(),
    partner.home.connection(),
  ]);
  const running = runs.find(({ state }) => state === "running");
  const agreed = certifiedVersions.find((version) => version === connection.version);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      {running ? (
        <Notice
          title={t("running")}
          action={<LinkButton href={`/partner/certification/${running.id}`}>{t("see")}</LinkButton>}
        >
          {t("runningText", {
            version: running.version,
            date: formatTime(running.startedAt, locale, timeZone, "dateTime"),
          })}
        </Notice>
      ) : (
        <StartRun agreed={agreed ?? "2.2.1"} />
      )}
      <Section title={t("runs")}>
        {runs.length === 0 ? (
          <Empty title={t("none")}>{t("noneText")}</Empty>
        ) : (
          <RunTable runs={runs} timeZone={timeZone} />
        )}
      </Section>
    </>
  );
}
