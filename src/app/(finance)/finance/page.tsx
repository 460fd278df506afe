import { getLocale, getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { PageHeader } from "@/components/ui/page-header";
import { formatDay } from "@/i18n/formats";
import { api } from "@/trpc/server";
import { DayFigures } from "./day-figures";
import { Needs } from "./needs";

export const generateMetadata = () => pageTitle("finance.overview");

export default async function FinancePage() {
  const { finance } = await api();
  const [t, locale, day, needs] = await Promise.all([
    getTranslations("finance.overview"),
    getLocale(),
    finance.overview.day(),
    finance.overview.needs(),
  ]);
  const date = formatDay(day.today, locale);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead", { date, timeZone: day.timeZone })} />
      <DayFigures day={day} />
      <Needs needs={needs} timeZone={day.timeZone} />
    </>
  );
}
