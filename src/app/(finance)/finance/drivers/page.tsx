import { getTranslations } from "next-intl/server";
import { listHref } from "@/app/list-href";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { FilterBar } from "@/components/filter-bar";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { driverFilterInput } from "@/trpc/inputs/invoice-filter";
import { api } from "@/trpc/server";
import { DriverTable } from "./driver-table";

export const generateMetadata = () => pageTitle("finance.drivers");

export default async function DriversPage({ searchParams }: WithSearch) {
  const search = await searchParams;
  const [t, list] = await Promise.all([
    getTranslations("finance.drivers"),
    (await api()).finance.drivers.list(driverFilterInput.parse(search)),
  ]);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <FilterBar label={t("title")} fields={[{ kind: "text", name: "text", label: t("text") }]} />
      {list.drivers.length === 0 ? (
        <Empty title={t("empty")}>{t("emptyText")}</Empty>
      ) : (
        <div className="flex flex-col gap-2">
          <DriverTable drivers={list.drivers} />
          <Pager
            page={list.page}
            pageSize={list.pageSize}
            total={list.total}
            hrefOf={(page) =>
              listHref("/finance/drivers", search, { page: page > 1 ? String(page) : null })
            }
          />
        </div>
      )}
    </>
  );
}
