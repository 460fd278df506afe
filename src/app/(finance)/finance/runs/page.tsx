import { getTimeZone, getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { RefreshWhileOpen } from "@/app/refresh-while-open";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { api } from "@/trpc/server";
import { MonthPreview } from "./month-preview";
import { RunTable } from "./run-table";

export const generateMetadata = () => pageTitle("runs");

export default async function RunsPage() {
  const { finance } = await api();
  const [t, timeZone, { runs, latestMonth }] = await Promise.all([
    getTranslations("runs"),
    getTimeZone(),
    finance.runs.list(),
  ]);
  const preview = await finance.runs.preview({ month: latestMonth });
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      {runs.some(({ state }) => state === "running") ? <RefreshWhileOpen /> : null}
      <MonthPreview preview={preview} timeZone={timeZone} />
      {runs.length === 0 ? (
        <Empty title={t("empty")}>{t("emptyText")}</Empty>
      ) : (
        <Section title={t("all")}>
          <RunTable runs={runs} timeZone={timeZone} />
        </Section>
      )}
    </>
  );
}
