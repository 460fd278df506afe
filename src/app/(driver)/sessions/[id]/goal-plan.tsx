"use client";

import { useLocale, useTranslations } from "next-intl";
import { useClockWord } from "@/app/(driver)/charge/clock-word";
import type { TimeChartData } from "@/components/charts/chart-data";
import { TimeChart } from "@/components/charts/time-chart";
import { Money } from "@/components/money";
import { Facts } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { money } from "@/core/money/money";
import { formatDecimal, formatMoney, formatTime } from "@/i18n/formats";
import type { Locale } from "@/i18n/locale";
import type { Goal, GoalPlanView } from "./goal-view";

/** How a charge goes: its power over time, when it is ready, what it costs and emits against charging at once. */
export function GoalPlan({
  way,
  plan,
  operator,
  timeZone,
}: {
  way: Pick<Goal, "chosen" | "isEstimate">;
  plan: GoalPlanView;
  operator: string;
  timeZone: string;
}) {
  const t = useTranslations("charging.goal.plan");
  const locale = useLocale();
  const clock = useClockWord(timeZone, new Date(plan.times[0] ?? plan.endsAt).toISOString());
  const { cost, standingCost, atOnceCost, carbonG, isShifted, readyAt, needWh, shortfallWh } = plan;
  const isMostlyStanding =
    cost !== null && standingCost !== null && standingCost.amountMinor * 2n > cost.amountMinor;
  const kwh = (wh: number) => formatDecimal(String(wh / 1_000), locale, 1);
  const notes = [
    plan.isForecast && isShifted ? t("forecast") : "",
    way.isEstimate
      ? t(way.chosen.by === "operator" ? "estimateOperator" : "estimateSite", { operator })
      : "",
    cost ? t(plan.isDepartureKnown ? "note" : "noteUntilReady") : "",
    !cost && needWh === null && !plan.isDepartureKnown ? t("noCost") : "",
  ].filter(Boolean);
  return (
    <div className="flex flex-col gap-4">
      {shortfallWh > 0 && needWh !== null ? (
        <Notice
          tone="wait"
          title={t("shortTitle", {
            delivered: kwh(plan.deliveredWh),
            needed: kwh(needWh),
            time: formatTime(new Date(plan.endsAt).toISOString(), locale, timeZone, "time"),
          })}
        >
          {t("shortText")}
        </Notice>
      ) : null}
      <TimeChart
        data={useChart(plan, timeZone)}
        summary={useSummary(plan, timeZone)}
        className="h-44"
      />
      <Facts
        className="max-w-md"
        facts={[
          { label: t("ready"), value: readyAt && clock(readyAt) },
          {
            label: t(needWh === null ? "costAtMost" : "cost"),
            value: cost && <Money value={cost} className="font-semibold" />,
          },
          {
            label: t("standingCost"),
            value: standingCost && <Money value={standingCost} />,
          },
          {
            label: t("atOnceCost"),
            value: isShifted && atOnceCost && <Money value={atOnceCost} />,
          },
          { label: t("carbon"), value: carbonG === null ? null : grams(carbonG, locale) },
        ].map(({ label, value }) => ({ label, value: value === false ? null : value }))}
      />
      {isMostlyStanding && readyAt ? (
        <Notice tone="wait" title={t("standingTitle")}>
          {t("standingText", {
            time: clock(readyAt),
            amount: formatMoney(
              money(cost.amountMinor - standingCost.amountMinor, cost.currency),
              locale,
            ),
          })}
        </Notice>
      ) : null}
      <Savings plan={plan} />
      {notes.length > 0 ? (
        <p className="max-w-prose text-sm text-ink-soft">{notes.join(" ")}</p>
      ) : null}
    </div>
  );
}

/** What putting it off is worth, and what not: never money where the price is the same. */
function Savings({ plan }: { plan: GoalPlanView }) {
  const t = useTranslations("charging.goal.plan");
  const locale = useLocale();
  const { isShifted, cost, atOnceCost, carbonG, atOnceCarbonG, ownPrice } = plan;
  if (!isShifted) return null;
  const lessG = carbonG !== null && atOnceCarbonG !== null ? atOnceCarbonG - carbonG : 0;
  const carbon = lessG > 0 ? grams(lessG, locale) : null;
  if (ownPrice === "same") {
    return (
      <p className="max-w-prose">{carbon ? t("samePriceCarbon", { carbon }) : t("samePrice")}</p>
    );
  }
  const less = cost && atOnceCost ? atOnceCost.amountMinor - cost.amountMinor : null;
  const amount = (minor: bigint) => formatMoney(money(minor, cost?.currency ?? ""), locale);
  const words =
    less === null
      ? ""
      : less > 0n
        ? t("saves", { amount: amount(less) })
        : less < 0n
          ? t("dearer", { amount: amount(-less) })
          : t("sameCost");
  return (
    <p className="max-w-prose">
      {[words, carbon && t("carbonSaves", { carbon })].filter(Boolean).join(" ")}
    </p>
  );
}

/** "0,9 kg", or "340 g" for little. */
function grams(g: number, locale: Locale): string {
  return g < 1_000
    ? `${formatDecimal(String(g), locale, 0)}\u00a0g`
    : `${formatDecimal(String(g / 1_000), locale, 1)}\u00a0kg`;
}

function useSummary(plan: GoalPlanView, timeZone: string): string {
  const t = useTranslations("charging.goal.plan");
  const locale = useLocale();
  const clock = useClockWord(timeZone, new Date(plan.times[0] ?? plan.endsAt).toISOString());
  const most = Math.max(0, ...plan.powerW);
  if (most === 0 || plan.startsAt === null) return t("nothing");
  const power = `${formatDecimal(String(most / 1_000), locale, 1)}\u00a0kW`;
  const { isShifted, readyAt, startsAt } = plan;
  if (isShifted) {
    const from = clock(startsAt);
    return readyAt ? t("shifted", { from, time: clock(readyAt) }) : t("shiftedOpen", { from });
  }
  return readyAt ? t("atOnce", { power, time: clock(readyAt) }) : t("atOnceOpen", { power });
}

function useChart(plan: GoalPlanView, timeZone: string): TimeChartData {
  const t = useTranslations("charging.goal.plan");
  const kw = (watts: readonly number[]) => watts.map((one) => one / 1_000);
  return {
    times: plan.times,
    endsAt: plan.endsAt,
    timeZone,
    unit: "kW",
    digits: 1,
    series: [
      {
        key: "plan",
        name: t("power"),
        tone: "brand",
        shape: "step",
        isFilled: true,
        values: kw(plan.powerW),
      },
      ...(plan.isShifted
        ? [
            {
              key: "once",
              name: t("atOncePower"),
              tone: "faint",
              shape: "step",
              isDashed: true,
              values: kw(plan.atOnceW),
            } as const,
          ]
        : []),
    ],
  };
}
