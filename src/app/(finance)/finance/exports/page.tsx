import { getTranslations } from "next-intl/server";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { exportsInput } from "@/trpc/inputs/accounting";
import { api } from "@/trpc/server";
import { BatchPreview } from "./batch-preview";
import { BatchTable } from "./batch-table";
import { ExportFilters } from "./export-filters";

export const generateMetadata = () => pageTitle("accounting.exports");

export default async function ExportsPage({ searchParams }: WithSearch) {
  const search = await searchParams;
  const wanted = exportsInput.parse(search);
  const { finance } = await api();
  const [t, start, list] = await Promise.all([
    getTranslations("accounting.exports"),
    finance.accounting.start(),
    finance.accounting.batches({ page: wanted.page }),
  ]);
  const order = {
    legalEntityId: wanted.entity ?? start.entities[0]?.id ?? "",
    format: wanted.format ?? ("sie4" as const),
    month: wanted.month ?? start.lastMonth,
  };
  const preview = order.legalEntityId === "" ? null : await finance.accounting.preview(order);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <ExportFilters entities={start.entities} today={start.today} usualMonth={start.lastMonth} />
      {preview ? <BatchPreview order={order} preview={preview} /> : null}
      <Section title={t("batches")}>
        <BatchTable list={list} search={search} timeZone={start.timeZone} />
      </Section>
    </>
  );
}
