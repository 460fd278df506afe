import { getTimeZone, getTranslations } from "next-intl/server";
import { listHref } from "@/app/list-href";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { Empty } from "@/components/ui/empty";
import { Figures } from "@/components/ui/figures";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { caseAgeNames, caseFilterInput } from "@/trpc/inputs/case-filter";
import { api } from "@/trpc/server";
import { CaseFilters } from "./case-filters";
import { CaseTable } from "./case-table";

export const generateMetadata = () => pageTitle("cases");

export default async function CasesPage({ searchParams }: WithSearch) {
  const search = await searchParams;
  const filter = caseFilterInput.parse(search);
  const [t, timeZone, list] = await Promise.all([
    getTranslations("cases"),
    getTimeZone(),
    (await api()).finance.cases.list(filter),
  ]);
  const { page: _page, ...wanted } = filter;
  const isFiltered = Object.values(wanted).some((value) => value !== undefined);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <Figures
        figures={caseAgeNames.map((age) => ({
          label: t(`ages.${age}`),
          value: list.ages[age],
          href: listHref("/finance/cases", {}, { age }),
        }))}
      />
      <CaseFilters kinds={list.kinds} />
      {list.cases.length === 0 ? (
        <Empty title={t("empty")}>{isFiltered ? t("emptyFiltered") : t("emptyText")}</Empty>
      ) : (
        <div className="flex flex-col gap-2">
          <CaseTable cases={list.cases} timeZone={timeZone} />
          <Pager
            page={list.page}
            pageSize={list.pageSize}
            total={list.total}
            hrefOf={(page) =>
              listHref("/finance/cases", search, { page: page > 1 ? String(page) : null })
            }
          />
        </div>
      )}
    </>
  );
}
