import { getTranslations } from "next-intl/server";
import { listHref } from "@/app/list-href";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { invoiceFilterInput } from "@/trpc/inputs/invoice-filter";
import { api } from "@/trpc/server";
import { InvoiceFilters } from "./invoice-filters";
import { InvoiceTable } from "./invoice-table";
import { InvoiceTotals } from "./invoice-totals";

export const generateMetadata = () => pageTitle("finance.invoices");

export default async function InvoicesPage({ searchParams }: WithSearch) {
  const search = await searchParams;
  const filter = invoiceFilterInput.parse(search);
  const [t, list] = await Promise.all([
    getTranslations("finance.invoices"),
    (await api()).finance.invoices.list(filter),
  ]);
  const { page: _page, ...wanted } = filter;
  const isFiltered = Object.values(wanted).some((value) => value !== undefined);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <InvoiceFilters />
      {list.invoices.length === 0 ? (
        <Empty title={t("empty")}>{isFiltered ? t("emptyFiltered") : t("emptyText")}</Empty>
      ) : (
        <>
          <div className="flex flex-col gap-2">
            <InvoiceTable invoices={list.invoices} today={list.today} />
            <Pager
              page={list.page}
              pageSize={list.pageSize}
              total={list.total}
              hrefOf={(page) =>
                listHref("/finance/invoices", search, { page: page > 1 ? String(page) : null })
              }
            />
          </div>
          <InvoiceTotals totals={list.totals} />
        </>
      )}
    </>
  );
}
