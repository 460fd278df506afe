"use client";

import { ScrollArea } from "@base-ui/react/scroll-area";
import dynamic from "next/dynamic";
import { useLocale, useTranslations } from "next-intl";
import { cn } from "@/components/cn";
import type { ChartSeries, ChartTone, TimeChartData } from "./chart-data";
import { clockText, figureText } from "./chart-texts";

const Drawing = dynamic(() => import("./time-chart-drawing").then((one) => one.TimeChartDrawing), {
  ssr: false,
  loading: () => <div aria-hidden className="h-full w-full bg-sunken motion-safe:animate-pulse" />,
});

const TONES: Readonly<Record<ChartTone, string>> = {
  brand: "bg-brand",
  info: "bg-info",
  wait: "bg-wait",
  bad: "bg-bad",
  ok: "bg-ok",
  faint: "bg-rule-strong",
};

/**
 * Quantities over time with a legend, and the same figures as a table that can be opened: the drawing itself is hidden
 * from screen readers, `summary` says in a sentence what it shows.
 */
export function TimeChart({
  data,
  summary,
  className,
}: {
  data: TimeChartData;
  summary: string;
  /** Sets the drawing's height ("h-64" unless said). */
  className?: string;
}) {
  return (
    <figure className="flex flex-col gap-3">
      <figcaption className="text-sm text-ink-soft">{summary}</figcaption>
      <ul className="flex flex-wrap gap-x-5 gap-y-1 text-xs text-ink-soft">
        {data.series.map((one) => (
          <li key={one.key} className="flex items-center gap-2">
            <Sample series={one} />
            {one.name}
          </li>
        ))}
      </ul>
      <div aria-hidden className={cn("h-64 w-full", className)}>
        <Drawing data={data} />
      </div>
      <ChartTable data={data} />
    </figure>
  );
}

function Sample({ series }: { series: ChartSeries }) {
  return (
    <span aria-hidden className="flex w-5 items-center gap-0.5">
      {series.isDashed ? (
        [0, 1, 2].map((part) => (
          <span key={part} className={cn("h-0.5 flex-1", TONES[series.tone])} />
        ))
      ) : (
        <span className={cn("w-full", series.isFilled ? "h-2.5" : "h-0.5", TONES[series.tone])} />
      )}
    </span>
  );
}

function ChartTable({ data }: { data: TimeChartData }) {
  const t = useTranslations("charts");
  const locale = useLocale();
  return (
    <details className="text-sm">
      <summary className="w-fit cursor-pointer text-ink-soft underline underline-offset-4">
        {t("asTable")}
      </summary>
      <ScrollArea.Root className="mt-2 border-y">
        <ScrollArea.Viewport aria-label={t("asTable")} className="max-h-72 outline-offset-2">
          <table className="w-full text-left text-xs">
            <thead className="sticky top-0 bg-paper">
              <tr>
                <th scope="col" className="py-1.5 pr-4 font-medium">
                  {t("time")}
                </th>
                {data.series.map(({ key, name }) => (
                  <th key={key} scope="col" className="py-1.5 pr-4 text-right font-medium">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.times.map((at, index) => (
                <tr key={at} className="border-t">
                  <th scope="row" className="py-1 pr-4 font-normal whitespace-nowrap">
                    {clockText(at, data, locale)}
                  </th>
                  {data.series.map(({ key, values }) => (
                    <td key={key} className="py-1 pr-4 text-right whitespace-nowrap">
                      {figureText(values[index] ?? null, data, locale)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollArea.Viewport>
      </ScrollArea.Root>
    </details>
  );
}
