import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Energy } from "@/components/energy";
import { MicroMoney } from "@/components/micro-money";
import { Sums } from "@/components/sums";
import { Figures, type Figure } from "@/components/ui/figures";
import { Section } from "@/components/ui/section";
import { formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type Day = RouterOutputs["finance"]["overview"]["day"];

/** The day's figures, each leading to the list that it counts. Currencies stand side by side, never added up. */
export function DayFigures({ day }: { day: Day }) {
  const t = useTranslations("finance.overview");
  return (
    <>
      <Section title={t("today")}>
        <Figures figures={useTodaysFigures(day)} />
      </Section>
      <Section title={t("now")}>
        <Figures figures={useStandingFigures(day)} />
      </Section>
    </>
  );
}

function useTodaysFigures(day: Day): Figure[] {
  const t = useTranslations("finance.overview");
  const { today, received, revenue, margin, paidToday } = day;
  const onDay = (by: string) => `/finance/cdrs?by=${by}&from=${today}&to=${today}`;
  return [
    {
      label: t("received"),
      value: received.count,
      note: <Energy microKwh={received.energyMicroKwh} />,
      href: onDay("received"),
    },
    { label: t("revenue"), value: <Sums sums={revenue} none={t("none")} />, note: t("exVat") },
    {
      label: t("margin"),
      value: <Sums sums={margin.sums} none={t("none")} />,
      note: t("marginNote", { count: margin.count }),
      href: `${onDay("decided")}&state=accepted`,
    },
    {
      label: t("paid"),
      value: <Sums sums={paidToday.sums} none={t("none")} />,
      note: t("invoices", { count: paidToday.count }),
      href: `/finance/invoices?by=paid&from=${today}&to=${today}`,
    },
  ];
}

function Exposure({ held }: { held: Day["held"] }): ReactNode {
  const t = useTranslations("finance.overview");
  if (held.sums.length === 0) return t("heldNone");
  return held.sums.map(({ currency, claimedMicro, differenceMicro, withoutOwn, cdrs }) => (
    <span key={currency} className="block">
      {withoutOwn < cdrs
        ? t.rich("heldNote", {
            claimed: () => <MicroMoney micro={claimedMicro} currency={currency} />,
            difference: () => <MicroMoney micro={differenceMicro} currency={currency} isSigned />,
          })
        : null}
      {withoutOwn > 0 ? (
        <span className="block">{t("heldWithout", { count: withoutOwn })}</span>
      ) : null}
    </span>
  ));
}

function useStandingFigures(day: Day): Figure[] {
  const t = useTranslations("finance.overview");
  const locale = useLocale();
  const { held, timeZone, unbilled, owed, overdue, troubled, cases } = day;
  const caseWords = useTranslations("cases");
  const counted = (of: { readonly count: number }) => t("invoices", { count: of.count });
  const oldest = unbilled.oldest && formatTime(unbilled.oldest, locale, timeZone, "dayMonth");
  const sums = (of: Pick<Day["owed"], "sums">) => <Sums sums={of.sums} none={t("none")} />;
  const unbilledNote = [
    t("unbilledNote", { count: unbilled.count }),
    oldest && t("oldest", { date: oldest }),
  ];
  return [
    {
      label: t("held"),
      value: <Alarming count={held.count} />,
      note: <Exposure held={held} />,
      href: "/finance/cdrs?state=held",
    },
    {
      label: t("unbilled"),
      value: sums(unbilled),
      note: unbilledNote.filter(Boolean).join(", "),
      href: "/finance/drivers",
    },
    {
      label: t("owed"),
      value: sums(owed),
      note: counted(owed),
      href: "/finance/invoices?need=owed",
    },
    {
      label: t("overdue"),
      value: sums(overdue),
      note: overdue.count > 0 ? counted(overdue) : null,
      href: "/finance/invoices?need=overdue",
    },
    {
      label: t("troubled"),
      value: <Alarming count={troubled.count} />,
      note: troubled.count > 0 ? sums(troubled) : null,
      href: "/finance/invoices?need=troubled",
    },
    {
      label: caseWords("title"),
      value: <Alarming count={cases.count} />,
      note:
        cases.oldest &&
        t("oldest", { date: formatTime(cases.oldest, locale, timeZone, "dayMonth") }),
      href: "/finance/cases",
    },
  ];
}

function Alarming({ count }: { count: number }) {
  return <span className={count > 0 ? "marked" : undefined}>{count}</span>;
}
