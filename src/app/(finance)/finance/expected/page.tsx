import { getTimeZone, getTranslations } from "next-intl/server";
import { listHref } from "@/app/list-href";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { expectedCdrFilterInput } from "@/trpc/inputs/expected-cdr-filter";
import { api } from "@/trpc/server";
import { ExpectedFigures } from "./expected-figures";
import { ExpectedFilters } from "./expected-filters";
import { ExpectedTable } from "./expected-table";
import { GapTable } from "./gap-table";
import { OperatorInvoices } from "./operator-invoices";
import { PartnerDelays } from "./partner-delays";

export const generateMetadata = () => pageTitle("finance.expected");

export default async function ExpectedCdrsPage({ searchParams }: WithSearch) {
  const search = await searchParams;
  const filter = expectedCdrFilterInput.parse(search);
  const { kind = "missing", partner, from, to } = filter;
  const { finance } = await api();
  const [t, timeZone, list, summary] = await Promise.all([
    getTranslations("finance.expected"),
    getTimeZone(),
    finance.expectedCdrs.list(filter),
    finance.expectedCdrs.summary(),
  ]);
  const isFiltered = [partner, from, to].some((value) => value !== undefined);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <ExpectedFigures partners={summary.partners} />
      <ExpectedFilters partners={summary.partners} />
      {list.items.length === 0 ? (
        <Empty title={t(`emptyTitle_${kind}`)}>{t(isFiltered ? "emptyFiltered" : "empty")}</Empty>
      ) : (
        <div className="flex flex-col gap-2">
          <ExpectedTable kind={kind} items={list.items} timeZone={timeZone} />
          <Pager
            page={list.page}
            pageSize={list.pageSize}
            total={list.total}
            hrefOf={(page) =>
              listHref("/finance/expected", search, { page: page > 1 ? String(page) : null })
            }
          />
        </div>
      )}
      <PartnerDelays partners={summary.partners} timeZone={timeZone} />
      <OperatorInvoices timeZone={timeZone} />
      <GapTable gaps={summary.gaps} />
    </>
  );
}
