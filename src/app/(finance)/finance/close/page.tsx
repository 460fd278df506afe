import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { FilterBar } from "@/components/filter-bar";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { formatMonth } from "@/i18n/formats";
import { closePageInput } from "@/trpc/inputs/accounting";
import { api } from "@/trpc/server";
import { Checklist } from "./checklist";
import { CloseMonth } from "./close-month";
import { ClosedList } from "./closed-list";

export const generateMetadata = () => pageTitle("accounting.close");

export default async function ClosePage({ searchParams }: WithSearch) {
  const [t, locale, page] = await Promise.all([
    getTranslations("accounting.close"),
    getLocale(),
    (await api()).finance.accounting.closePage(closePageInput.parse(await searchParams)),
  ]);
  const { month, months, checklist, closed, timeZone } = page;
  const nameOf = (text: string) => formatMonth(text, locale);
  const [first] = months;
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        action={
          month === null ? null : (
            <CloseMonth
              month={month}
              name={nameOf(month)}
              isRefused={checklist.some(({ forbids }) => forbids)}
            />
          )
        }
      />
      {month === null || first === undefined ? (
        <Empty title={t("none")}>{t("noneText")}</Empty>
      ) : (
        <>
          {months.length > 1 ? (
            <FilterBar
              label={t("title")}
              fields={[
                {
                  kind: "choice",
                  name: "month",
                  label: t("month"),
                  none: nameOf(first),
                  items: months.slice(1).map((value) => ({ value, label: nameOf(value) })),
                },
              ]}
            />
          ) : null}
          <Section title={t("checklist", { month: nameOf(month) })}>
            <Checklist checklist={checklist} />
            <p className="text-sm text-ink-soft">
              {t("notForbids")}{" "}
              <Link
                className="text-brand underline underline-offset-2"
                href={`/finance/ledger/trial-balance?from=${month}-01&to=${lastDay(month)}`}
              >
                {t("trial")}
              </Link>
            </p>
          </Section>
        </>
      )}
      {closed.length > 0 ? (
        <Section title={t("closed")}>
          <ClosedList closed={closed} timeZone={timeZone} />
        </Section>
      ) : null}
    </>
  );
}

function lastDay(month: string): string {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
  return first.with({ day: first.daysInMonth }).toString();
}
