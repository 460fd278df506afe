import { FlaskConical } from "lucide-react";
import { getTimeZone, getTranslations } from "next-intl/server";
import { listHref } from "@/app/list-href";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { FilterBar } from "@/components/filter-bar";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { tariffFilterInput } from "@/trpc/inputs/tariff-filter";
import { api } from "@/trpc/server";
import { TariffTable } from "./tariff-table";

export const generateMetadata = () => pageTitle("tariffs.list");

const PATH = "/finance/tariffs";

export default async function TariffsPage({ searchParams }: WithSearch) {
  const search = await searchParams;
  const filter = tariffFilterInput.parse(search);
  const { finance } = await api();
  const [t, nav, timeZone, list, partners] = await Promise.all([
    getTranslations("tariffs.list"),
    getTranslations("tariffs.nav"),
    getTimeZone(),
    finance.tariffs.list(filter),
    finance.tariffs.partners(),
  ]);
  const { page: _page, ...wanted } = filter;
  const isFiltered = Object.values(wanted).some((value) => value !== undefined);
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        action={
          <LinkButton href="/finance/tariff-lab" variant="secondary">
            <FlaskConical aria-hidden className="size-4" />
            {nav("lab")}
          </LinkButton>
        }
      />
      <FilterBar
        label={t("title")}
        fields={[
          {
            kind: "choice",
            name: "partner",
            label: t("partner"),
            items: partners.map(({ id, name }) => ({ value: id, label: name })),
          },
          { kind: "text", name: "text", label: t("text") },
          {
            kind: "choice",
            name: "state",
            label: t("state"),
            none: t("inForce"),
            items: [{ value: "deleted", label: t("deleted") }],
          },
        ]}
      />
      {list.tariffs.length === 0 ? (
        <Empty title={t("empty")}>{isFiltered ? t("emptyFiltered") : t("emptyText")}</Empty>
      ) : (
        <div className="flex flex-col gap-2">
          <TariffTable tariffs={list.tariffs} timeZone={timeZone} />
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
