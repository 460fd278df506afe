import { getTimeZone, getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/trpc/server";
import { SeriesTable } from "./series-table";

export const generateMetadata = () => pageTitle("documentList.series");

export default async function SeriesPage() {
  const [t, timeZone, series] = await Promise.all([
    getTranslations("documentList.series"),
    getTimeZone(),
    (await api()).finance.documents.series(),
  ]);
  const broken = series.filter(
    ({ gaps, duplicates, disorder }) => gaps.length + duplicates.length + disorder > 0,
  );
  return (
    <>
      <PageHeader
        back={{ href: "/finance/documents", label: t("back") }}
        title={t("title")}
        lead={t("lead")}
      />
      {series.length === 0 ? (
        <Empty title={t("empty")}>{t("emptyText")}</Empty>
      ) : (
        <>
          <p>{t("summary", { series: series.length, broken: broken.length })}</p>
          <SeriesTable series={series} timeZone={timeZone} />
        </>
      )}
    </>
  );
}
