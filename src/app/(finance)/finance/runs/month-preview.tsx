import { useLocale, useTranslations } from "next-intl";
import { Sums } from "@/components/sums";
import { Figures } from "@/components/ui/figures";
import { Section } from "@/components/ui/section";
import { formatMoney, formatMonth, formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";
import { OutlierTable } from "./outlier-table";
import { StartRun } from "./start-run";
import { WaitingTable } from "./waiting-table";

type Preview = RouterOutputs["finance"]["runs"]["preview"];

/** What the run of a month would issue now, and the button that starts it. */
export function MonthPreview({ preview, timeZone }: { preview: Preview; timeZone: string }) {
  const t = useTranslations("runs");
  const locale = useLocale();
  const { perCurrency, waiting, lastMonth, state, startsAt } = preview;
  const month = formatMonth(preview.month, locale);
  const invoices = perCurrency.reduce((sum, row) => sum + row.invoices, 0);
  const isGoing = state === "running" || state === "paused";
  const sums = perCurrency.map(({ sum }) => formatMoney(sum, locale)).join(", ");
  return (
    <Section
      title={t("next", { month })}
      action={
        preview.isOver && !isGoing && invoices > 0 ? (
          <StartRun
            month={preview.month}
            label={t(state === null ? "start" : "startAgain")}
            title={t("startTitle", { month })}
            text={t("startText", { invoices, sums, waiting: waiting.count })}
          />
        ) : null
      }
    >
      {invoices === 0 ? <p className="text-ink-soft">{t("nothingDue")}</p> : null}
      <Figures
        figures={[
          { label: t("toIssue"), value: invoices },
          {
            label: t("sum"),
            value: <Sums sums={perCurrency.map(({ sum }) => sum)} />,
            note: t("sumNote"),
          },
          { label: t("waiting"), value: waiting.count },
          {
            label: t("lastMonth"),
            value: <Sums sums={lastMonth.map(({ total }) => total)} none={t("noLastMonth")} />,
            note: lastMonth.length > 0 ? t("countNote", { count: countOf(lastMonth) }) : null,
          },
        ]}
      />
      {startsAt && state === null && invoices > 0 ? (
        <p className="text-sm text-ink-soft">
          {t("starts", { at: formatTime(startsAt, locale, timeZone, "dateTime") })}
        </p>
      ) : null}
      <OutlierTable outliers={preview.outliers} />
      {isGoing ? null : <WaitingTable waiting={waiting} timeZone={timeZone} />}
    </Section>
  );
}

function countOf(sums: Preview["lastMonth"]): number {
  return sums.reduce((count, { invoices }) => count + invoices, 0);
}
