import { getTimeZone, getTranslations } from "next-intl/server";
import { listHref } from "@/app/list-href";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { FilterBar, type FilterField } from "@/components/filter-bar";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { cdrStates, cdrVerdicts } from "@/trpc/inputs/cdr-filter";
import { ownCdrFilterInput } from "@/trpc/inputs/partner-page";
import { api } from "@/trpc/server";
import { CdrTable } from "./cdr-table";

export const generateMetadata = () => pageTitle("partner.cdrs");

const PATH = "/partner/cdrs";

export default async function PartnerCdrsPage({ searchParams }: WithSearch) {
  const search = await searchParams;
  const filter = ownCdrFilterInput.parse(search);
  const { partner } = await api();
  const [t, timeZone, list, fields] = await Promise.all([
    getTranslations("partner.cdrs"),
    getTimeZone(),
    partner.cdrs.list(filter),
    cdrFields(),
  ]);
  const { page: _page, ...wanted } = filter;
  const isFiltered = Object.values(wanted).some((value) => value !== undefined);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <FilterBar label={t("title")} fields={fields} />
      {list.cdrs.length === 0 ? (
        <Empty title={t("empty")}>{isFiltered ? t("emptyFiltered") : t("emptyText")}</Empty>
      ) : (
        <div className="flex flex-col gap-2">
          <CdrTable cdrs={list.cdrs} timeZone={timeZone} />
          <p className="text-sm text-ink-soft">{t("exVat")}</p>
          <Pager
            page={list.page}
            pageSize={list.pageSize}
            total={list.total}
            hrefOf={(page) => listHref(PATH, search, { page: page > 1 ? String(page) : null })}
          />
        </div>
      )}
    </>
  );
}

async function cdrFields(): Promise<FilterField[]> {
  const [t, words] = await Promise.all([
    getTranslations("partner.cdrs"),
    getTranslations("status"),
  ]);
  return [
    {
      kind: "choice",
      name: "state",
      label: t("state"),
      items: cdrStates.map((value) => ({ value, label: words(`cdr.${value}`) })),
    },
    {
      kind: "choice",
      name: "verdict",
      label: t("verdict"),
      items: cdrVerdicts.map((value) => ({ value, label: words(`verdict.${value}`) })),
    },
    { kind: "text", name: "text", label: t("text"), isFigure: true },
    { kind: "date", name: "from", label: t("from") },
    { kind: "date", name: "to", label: t("to") },
  ];
}
