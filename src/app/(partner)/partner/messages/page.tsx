import { getTimeZone, getTranslations } from "next-intl/server";
import { listHref } from "@/app/list-href";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { FilterBar } from "@/components/filter-bar";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { messageFilterInput } from "@/trpc/inputs/message-filter";
import { api } from "@/trpc/server";
import { messageFields } from "./message-fields";
import { MessageTable } from "./message-table";

export const generateMetadata = () => pageTitle("partner.messages");

const PATH = "/partner/messages";

export default async function PartnerMessagesPage({ searchParams }: WithSearch) {
  const search = await searchParams;
  const { partner: _partner, ...filter } = messageFilterInput.parse(search);
  const { partner } = await api();
  const [t, words, timeZone, list] = await Promise.all([
    getTranslations("partner.messages"),
    getTranslations("operations.messages"),
    getTimeZone(),
    partner.messages.list(filter),
  ]);
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <FilterBar label={t("title")} fields={await messageFields()} />
      {list.messages.length === 0 ? (
        <Empty title={t("empty")}>{isFiltered ? t("emptyFiltered") : t("emptyText")}</Empty>
      ) : (
        <div className="flex flex-col gap-4">
          <MessageTable messages={list.messages} timeZone={timeZone} />
          <nav aria-label={words("pages")} className="flex justify-end gap-2 print:hidden">
            {filter.after ? (
              <LinkButton
                variant="secondary"
                size="sm"
                href={listHref(PATH, search, { after: null })}
              >
                {words("newest")}
              </LinkButton>
            ) : null}
            {list.next ? (
              <LinkButton
                variant="secondary"
                size="sm"
                rel="next"
                href={listHref(PATH, search, { after: list.next })}
              >
                {words("older")}
              </LinkButton>
            ) : null}
          </nav>
        </div>
      )}
    </>
  );
}
