import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { createSearchParamsCache, parseAsInteger, parseAsString } from "nuqs/server";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { Energy } from "@/components/energy";
import { Money } from "@/components/money";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { formatMonth } from "@/i18n/formats";
import { sessionFilterInput } from "@/trpc/inputs/session-filter";
import type { RouterOutputs } from "@/trpc/outputs";
import { api } from "@/trpc/server";
import { SessionFilters } from "./session-filters";
import { SessionTable } from "./session-table";

export const generateMetadata = () => pageTitle("driver.sessions");

type SessionPage = RouterOutputs["driver"]["sessions"]["list"];

const query = createSearchParamsCache({
  month: parseAsString,
  state: parseAsString,
  page: parseAsInteger.withDefault(1),
});

export default async function SessionsPage({ searchParams }: WithSearch) {
  const { month, state, page } = await query.parse(searchParams);
  const wanted = { month: month ?? undefined, state: state ?? undefined, page };
  // An address that somebody bent shows everything rather than an error.
  const filter = sessionFilterInput.safeParse(wanted).data ?? { page: 1 };
  const [t, receipts, list, timeZone] = await Promise.all([
    getTranslations("driver.sessions"),
    getTranslations("receipts"),
    (await api()).driver.sessions.list(filter),
    getTimeZone(),
  ]);
  const hrefOf = (to: number) => {
    const kept = Object.entries({ month, state, page: to > 1 ? String(to) : null });
    const pairs = kept.flatMap(([key, value]) => (value === null ? [] : [[key, value]]));
    return `/sessions?${new URLSearchParams(pairs).toString()}`;
  };
  const isFiltered = month !== null || state !== null;
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        action={
          <LinkButton href="/receipts" variant="secondary">
            {receipts("title")}
          </LinkButton>
        }
      />
      {list.months.length > 0 ? (
        <NuqsAdapter>
          <SessionFilters months={list.months.map((entry) => entry.month)} />
        </NuqsAdapter>
      ) : null}
      {list.sessions.length === 0 ? (
        <Empty title={t("empty")}>{isFiltered ? t("emptyFiltered") : t("emptyText")}</Empty>
      ) : (
        [...new Set(list.sessions.map((session) => session.month))].map((of) => (
          <Month key={of} list={list} month={of} timeZone={timeZone} />
        ))
      )}
      <Pager page={list.page} pageSize={list.pageSize} total={list.total} hrefOf={hrefOf} />
    </>
  );
}

async function Month({
  list,
  month,
  timeZone,
}: {
  list: SessionPage;
  month: string;
  timeZone: string;
}) {
  const [t, locale] = await Promise.all([getTranslations("driver.sessions"), getLocale()]);
  const total = list.months.find((entry) => entry.month === month);
  const name = formatMonth(month, locale);
  return (
    <section className="flex flex-col gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 className="text-xl font-semibold first-letter:uppercase">{name}</h2>
        {total ? (
          <p className="flex flex-wrap gap-x-4 text-ink-soft">
            <span>{t("count", { count: total.sessions })}</span>
            <Energy microKwh={total.energyMicroKwh} />
            {total.prices.map((price) => (
              <Money key={price.currency} value={price} className="font-semibold text-ink" />
            ))}
            {total.withoutPrice > 0 ? (
              <span>{t("withoutPrice", { count: total.withoutPrice })}</span>
            ) : null}
          </p>
        ) : null}
      </div>
      <SessionTable
        caption={t("caption", { month: name })}
        sessions={list.sessions.filter((session) => session.month === month)}
        timeZone={timeZone}
      />
    </section>
  );
}
