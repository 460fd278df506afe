import { getTimeZone, getTranslations } from "next-intl/server";
import { listHref } from "@/app/list-href";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { FilterBar } from "@/components/filter-bar";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { staffMessageFilterInput } from "@/trpc/inputs/message-filter";
import { api } from "@/trpc/server";
import { messageFields } from "./message-fields";
import { MessageTable } from "./message-table";

export const generateMetadata = () => pageTitle("operations.messages");

export default async function MessagesPage({ searchParams }: WithSearch) {
  const search = await searchParams;
  const filter = staffMessageFilterInput.parse(search);
  const { operations } = await api();
  const [t, timeZone, partners, list] = await Promise.all([
    getTranslations("operations.messages"),
    getTimeZone(),
    operations.partners.list(),
    operations.messages.list(filter),
  ]);
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <FilterBar label={t("title")} fields={await messageFields(partners)} />
      {list.messages.length === 0 ? (
        <Empty title={t("empty")}>{isFiltered ? t("emptyFiltered") : t("emptyText")}</Empty>
      ) : (
        <div className="flex flex-col gap-4">
          <MessageTable messages={list.messages} timeZone={timeZone} />
          <nav aria-label={t("pages")} className="flex justify-end gap-2 print:hidden">
            {filter.after ? (
              <LinkButton
                variant="secondary"
                size="sm"
                href={listHref("/operations/messages", search, { after: null })}
              >
                {t("newest")}
              </LinkButton>
            ) : null}
            {list.next ? (
              <LinkButton
                variant="secondary"
                size="sm"
                rel="next"
                href={listHref("/operations/messages", search, { after: list.next })}
              >
                {t("older")}
              </LinkButton>
            ) : null}
          </nav>
        </div>
      )}
    </>
  );
}
