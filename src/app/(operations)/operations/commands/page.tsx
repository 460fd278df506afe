import { getTimeZone, getTranslations } from "next-intl/server";
import { listHref } from "@/app/list-href";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { FilterBar } from "@/components/filter-bar";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { commandFilterInput } from "@/trpc/inputs/command-filter";
import { api } from "@/trpc/server";
import { commandFields } from "./command-fields";
import { CommandTable } from "./command-table";

export const generateMetadata = () => pageTitle("operations.commands");

export default async function CommandsPage({ searchParams }: WithSearch) {
  const search = await searchParams;
  const filter = commandFilterInput.parse(search);
  const { operations } = await api();
  const [t, timeZone, partners, list] = await Promise.all([
    getTranslations("operations.commands"),
    getTimeZone(),
    operations.partners.list(),
    operations.commands.list(filter),
  ]);
  const { page, ...fields } = filter;
  const isFiltered = Object.values(fields).some((value) => value !== undefined);
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        action={<LinkButton href="/operations/commands/unlock">{t("unlock")}</LinkButton>}
      />
      <FilterBar label={t("title")} fields={await commandFields(partners)} />
      {list.commands.length === 0 ? (
        <Empty title={t("empty")}>{isFiltered ? t("emptyFiltered") : t("emptyText")}</Empty>
      ) : (
        <div className="flex flex-col gap-4">
          <CommandTable commands={list.commands} timeZone={timeZone} />
          <Pager
            page={page}
            pageSize={list.pageSize}
            total={list.total}
            hrefOf={(to) =>
              listHref("/operations/commands", search, { page: to === 1 ? null : String(to) })
            }
          />
        </div>
      )}
    </>
  );
}
