import { getLocale, getTranslations } from "next-intl/server";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { createSearchParamsCache, parseAsString } from "nuqs/server";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { receiptPeriodInput } from "@/trpc/inputs/receipts";
import type { RouterOutputs } from "@/trpc/outputs";
import { api } from "@/trpc/server";
import { MonthlyReceipts } from "./monthly-receipts";
import { PackList } from "./pack-list";
import { PeriodForm } from "./period-form";
import { PeriodTotals } from "./period-totals";

export const generateMetadata = () => pageTitle("receipts");

const query = createSearchParamsCache({
  first: parseAsString,
  last: parseAsString,
  purpose: parseAsString,
  centre: parseAsString,
});

export default async function ReceiptsPage({ searchParams }: WithSearch) {
  const asked = await query.parse(searchParams);
  const receipts = (await api()).driver.receipts;
  const [t, locale, choices, packs, schedules] = await Promise.all([
    getTranslations("receipts"),
    getLocale(),
    receipts.choices(),
    receipts.packs(),
    receipts.schedules(),
  ]);
  const period = periodOf(asked, choices);
  const preview = period && (await receipts.period(period));
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <NuqsAdapter>
        <PeriodForm
          choices={choices}
          first={period?.first ?? asked.first ?? ""}
          last={period?.last ?? asked.last ?? ""}
          isWrong={period === null}
        />
      </NuqsAdapter>
      {period && preview ? (
        <PeriodTotals preview={preview} period={period} locale={locale} />
      ) : (
        <Notice tone="wait" title={t("pick.wrong")} />
      )}
      <PackList initial={packs} timeZone={choices.timeZone} />
      <MonthlyReceipts
        initial={schedules}
        timeZone={choices.timeZone}
        costCentres={choices.costCentres}
        hasPurposes={choices.hasPurposes}
      />
    </>
  );
}

type Choices = RouterOutputs["driver"]["receipts"]["choices"];

/** What the address asks for; the month that runs where it asks for nothing. Null for what is no period. */
function periodOf(
  { first, last, purpose, centre }: Awaited<ReturnType<typeof query.parse>>,
  { today }: Choices,
) {
  const month = Temporal.PlainDate.from(today);
  const asked = {
    first: first ?? month.with({ day: 1 }).toString(),
    last: last ?? month.with({ day: month.daysInMonth }).toString(),
    ...(purpose === null ? {} : { purpose }),
    ...(centre === null ? {} : { centre }),
  };
  return receiptPeriodInput.safeParse(asked).data ?? null;
}
