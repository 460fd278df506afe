import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { listHref } from "@/app/list-href";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { Empty } from "@/components/ui/empty";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { formatTime } from "@/i18n/formats";
import { pageField } from "@/trpc/inputs/address";
import { api } from "@/trpc/server";
import { PayoutTable } from "./payout-table";

export const generateMetadata = () => pageTitle("accounting.payouts");

export default async function PayoutsPage({ searchParams }: WithSearch) {
  const search = await searchParams;
  const [t, locale, timeZone, list] = await Promise.all([
    getTranslations("accounting.payouts"),
    getLocale(),
    getTimeZone(),
    (await api()).finance.bank.payouts({ page: pageField.parse(search["page"]) }),
  ]);
  const say = (at: Temporal.Instant) => formatTime(at, locale, timeZone, "dateTime");
  const { readUntil, comparedUntil, error } = list;
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      {error ? <Notice tone="bad" title={t("error", { error })} /> : null}
      {list.payouts.length === 0 ? (
        <Empty title={t("empty")}>{t("emptyText")}</Empty>
      ) : (
        <div className="flex flex-col gap-2">
          <PayoutTable payouts={list.payouts} />
          <Pager
            page={list.page}
            pageSize={list.pageSize}
            total={list.total}
            hrefOf={(page) =>
              listHref("/finance/payouts", search, { page: page > 1 ? String(page) : null })
            }
          />
        </div>
      )}
      <p className="text-sm text-ink-soft">
        {readUntil ? t("readUntil", { date: say(readUntil) }) : null}{" "}
        {comparedUntil ? t("compared", { date: say(comparedUntil) }) : null}
      </p>
    </>
  );
}
