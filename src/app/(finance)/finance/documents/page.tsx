import Link from "next/link";
import { getTimeZone, getTranslations } from "next-intl/server";
import { listHref } from "@/app/list-href";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { documentFilterInput } from "@/trpc/inputs/document-filter";
import { api } from "@/trpc/server";
import { DocumentFilters } from "./document-filters";
import { DocumentTable } from "./document-table";

export const generateMetadata = () => pageTitle("documentList");

export default async function DocumentsPage({ searchParams }: WithSearch) {
  const search = await searchParams;
  const filter = documentFilterInput.parse(search);
  const [t, timeZone, list] = await Promise.all([
    getTranslations("documentList"),
    getTimeZone(),
    (await api()).finance.documents.list(filter),
  ]);
  const { page: _page, ...wanted } = filter;
  const isFiltered = Object.values(wanted).some((value) => value !== undefined);
  const look = "text-brand underline underline-offset-2";
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        action={
          <>
            <Link href="/finance/documents/series" className={look}>
              {t("toSeries")}
            </Link>
            <Link href="/finance/documents/vat-numbers" className={look}>
              {t("vat.title")}
            </Link>
          </>
        }
      />
      <DocumentFilters />
      {list.documents.length === 0 ? (
        <Empty title={t("empty")}>{isFiltered ? t("emptyFiltered") : t("emptyText")}</Empty>
      ) : (
        <div className="flex flex-col gap-2">
          <DocumentTable documents={list.documents} timeZone={timeZone} />
          <Pager
            page={list.page}
            pageSize={list.pageSize}
            total={list.total}
            hrefOf={(page) =>
              listHref("/finance/documents", search, { page: page > 1 ? String(page) : null })
            }
          />
        </div>
      )}
    </>
  );
}
