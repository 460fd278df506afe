import { useLocale, useTranslations } from "next-intl";
import type { ChartTone, TimeChartData } from "@/components/charts/chart-data";
import { TimeChart } from "@/components/charts/time-chart";
import { Figures } from "@/components/ui/figures";
import { Section } from "@/components/ui/section";
import { formatScaled } from "@/core/money/quantity";
import { formatDecimal } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";
import { carbonText, drawn, hourText, priceText } from "./energy-texts";

type Zone = NonNullable<RouterOutputs["operations"]["energy"]["overview"]["chosen"]>;
type Quantity = "price" | "carbon";

/** A zone's price and carbon intensity today and tomorrow: what was published solid, forecasts dashed, and in words. */
export function ZoneCurves({ zone }: { zone: Zone }) {
  const t = useTranslations("energy");
  const locale = useLocale();
  const { currency, changedFrom, timeZone } = zone;
  const notes = changedFrom
    ? t("chart.changed", {
        currency: changedFrom.currency,
        rate: formatDecimal(formatScaled(changedFrom.rateMicro, 6), locale),
      })
    : t("chart.unchanged", { currency: currency ?? "–" });
  const figures = (["today", "tomorrow"] as const).flatMap((day) =>
    (["lowest", "highest"] as const).flatMap((which) => {
      const hour = zone[day].price[which];
      if (hour === null) return [];
      return [
        {
          label: t(`figures.${which}`, { day: t(`figures.${day}`) }),
          value: priceText(hour.valueMicro, currency, locale),
          note: hourText(hour.startsMs, timeZone, locale),
        },
      ];
    }),
  );
  return (
    <Section title={t("chart.title", { zone: zone.zone })} className="gap-6">
      {figures.length > 0 ? <Figures figures={figures} /> : null}
      <Curve zone={zone} quantity="price" note={notes} />
      <Curve zone={zone} quantity="carbon" note={t("chart.estimate")} />
      <p className="max-w-prose text-sm text-ink-soft">{t("chart.forecast")}</p>
    </Section>
  );
}

function Curve({ zone, quantity, note }: { zone: Zone; quantity: Quantity; note: string }) {
  const t = useTranslations("energy.chart");
  const summary = useSummary(zone, quantity);
  const data = useCurve(zone, quantity);
  return (
    <div className="flex flex-col gap-3">
      <h3 className="font-semibold">
        {t(quantity)}
        {data ? <span className="font-normal text-ink-soft"> · {data.unit}</span> : null}
      </h3>
      {data === null ? (
        <p className="text-ink-soft">{t("nothing")}</p>
      ) : (
        <>
          <TimeChart data={data} summary={summary} className="h-56 sm:h-64" />
          <p className="max-w-prose text-sm text-ink-soft">{note}</p>
        </>
      )}
    </div>
  );
}

function useSummary(zone: Zone, quantity: Quantity): string {
  const t = useTranslations("energy.chart");
  const locale = useLocale();
  const { currency, timeZone, today, tomorrow } = zone;
  const textOf = (micro: bigint) =>
    quantity === "price" ? priceText(micro, currency, locale) : carbonText(micro, locale);
  const days = [today[quantity], tomorrow[quantity]];
  const extreme = (which: "lowest" | "highest") => {
    const hours = days.flatMap((day) => day[which] ?? []);
    const [first] = hours.toSorted((a, b) => {
      const order = a.valueMicro < b.valueMicro ? -1 : a.valueMicro > b.valueMicro ? 1 : 0;
      return which === "lowest" ? order : -order;
    });
    if (!first) return "–";
    return t("hour", {
      time: hourText(first.startsMs, timeZone, locale),
      value: textOf(first.valueMicro),
    });
  };
  const words = quantity === "price" ? "dayKnowledge" : "carbonKnowledge";
  return t(quantity === "price" ? "summary" : "carbonSummary", {
    today: t(`${words}.${today[quantity].knowledge}`),
    tomorrow: t(`${words}.${tomorrow[quantity].knowledge}`),
    lowest: extreme("lowest"),
    highest: extreme("highest"),
  });
}

const TONES: Readonly<Record<Quantity, ChartTone>> = { price: "brand", carbon: "ok" };

/** null: there is nothing to draw. */
function useCurve(zone: Zone, quantity: Quantity): TimeChartData | null {
  const t = useTranslations("energy.chart");
  const values = zone.quarters.map((quarter) =>
    drawn(quantity === "price" ? quarter.priceMicro : quarter.carbonMicro),
  );
  const isKnown = zone.quarters.map((quarter) =>
    quantity === "price" ? quarter.isPriceKnown : quarter.isCarbonKnown,
  );
  if (values.every((value) => value === null)) return null;
  const only = (wanted: boolean) =>
    values.map((value, index) => (isKnown[index] === wanted ? value : null));
  const tone = TONES[quantity];
  const foretold = only(false);
  return {
    times: zone.quarters.map(({ startsMs }) => startsMs),
    endsAt: zone.endsMs,
    timeZone: zone.timeZone,
    unit: quantity === "price" ? `${zone.currency ?? ""}/kWh` : "g/kWh",
    digits: quantity === "price" ? 4 : 0,
    series: [
      { key: "known", name: t(`${quantity}Known`), tone, shape: "step", values: only(true) },
      ...(foretold.some((value) => value !== null)
        ? [
            {
              key: "forecast",
              name: t(`${quantity}Forecast`),
              tone,
              shape: "step" as const,
              isDashed: true,
              values: foretold,
            },
          ]
        : []),
    ],
    mark: { at: zone.nowMs, word: t("now") },
  };
}
