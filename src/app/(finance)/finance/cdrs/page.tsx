import { Download } from "lucide-react";
import Link from "next/link";
import { getTimeZone, getTranslations } from "next-intl/server";
import { listHref } from "@/app/list-href";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { cdrFilterInput } from "@/trpc/inputs/cdr-filter";
import { api } from "@/trpc/server";
import { CdrFilters } from "./cdr-filters";
import { CdrTable } from "./cdr-table";
import { CdrTotals } from "./cdr-totals";

export const generateMetadata = () => pageTitle("finance.cdrs");

export default async function CdrsPage({ searchParams }: WithSearch) {
  const search = await searchParams;
  const filter = cdrFilterInput.parse(search);
  const { finance } = await api();
  const [t, notes, timeZone, list, partners, holds, due] = await Promise.all([
    getTranslations("finance.cdrs"),
    getTranslations("credits.due"),
    getTimeZone(),
    finance.cdrs.list(filter),
    finance.cdrs.partners(),
    finance.cdrs.holds(),
    finance.creditNotes.due(),
  ]);
  const { page: _page, ...wanted } = filter;
  const isFiltered = Object.values(wanted).some((value) => value !== undefined);
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        action={
          list.total > 0 ? (
            <LinkButton
              href={listHref("/finance/cdrs/export", search, { page: null })}
              variant="secondary"
              prefetch={false}
              download
            >
              <Download aria-hidden className="size-4" />
              {t("export")}
            </LinkButton>
          ) : null
        }
      />
      {due.length > 0 ? (
        <p>
          <Link
            href="/finance/cdrs/credit-notes"
            className="text-brand underline underline-offset-2"
          >
            {notes("link", { count: due.length })}
          </Link>
        </p>
      ) : null}
      <CdrFilters partners={partners} holds={holds} />
      {list.cdrs.length === 0 ? (
        <Empty title={t("empty")}>{isFiltered ? t("emptyFiltered") : t("emptyText")}</Empty>
      ) : (
        <>
          <div className="flex flex-col gap-2">
            <CdrTable cdrs={list.cdrs} timeZone={timeZone} />
            <p className="text-sm text-ink-soft">{t("exVat")}</p>
            <Pager
              page={list.page}
              pageSize={list.pageSize}
              total={list.total}
              hrefOf={(page) =>
                listHref("/finance/cdrs", search, { page: page > 1 ? String(page) : null })
              }
            />
          </div>
          <CdrTotals totals={list.totals} />
        </>
      )}
    </>
  );
}
