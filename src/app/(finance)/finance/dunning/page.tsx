import { getTranslations } from "next-intl/server";
import { listHref } from "@/app/list-href";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { dunningFilterInput } from "@/trpc/inputs/dunning";
import { api } from "@/trpc/server";
import { DunningFilters } from "./dunning-filters";
import { DunningTable } from "./dunning-table";
import { OverdueFigures } from "./overdue-figures";

export const generateMetadata = () => pageTitle("dunning");

export default async function DunningPage({ searchParams }: WithSearch) {
  const search = await searchParams;
  const filter = dunningFilterInput.parse(search);
  const asked = await api();
  const [t, list, overdue] = await Promise.all([
    getTranslations("dunning"),
    asked.finance.dunning.list(filter),
    asked.finance.dunning.overdue(),
  ]);
  const { page: _page, ...wanted } = filter;
  const isFiltered = Object.values(wanted).some((value) => value !== undefined);
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        action={
          <span className="flex flex-wrap gap-3">
            <LinkButton href="/finance/dunning/export" prefetch={false} variant="secondary">
              {t("claimsLink")}
            </LinkButton>
            <LinkButton href="/finance/dunning/rules" variant="secondary">
              {t("rulesLink")}
            </LinkButton>
          </span>
        }
      />
      <OverdueFigures overdue={overdue} />
      <DunningFilters />
      {list.cases.length === 0 ? (
        <Empty title={t("empty")}>{isFiltered ? t("emptyFiltered") : t("emptyText")}</Empty>
      ) : (
        <div className="flex flex-col gap-2">
          <DunningTable cases={list.cases} />
          <Pager
            page={list.page}
            pageSize={list.pageSize}
            total={list.total}
            hrefOf={(page) =>
              listHref("/finance/dunning", search, { page: page > 1 ? String(page) : null })
            }
          />
        </div>
      )}
    </>
  );
}
