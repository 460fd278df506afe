"use client";

import { useLocale, useTranslations } from "next-intl";
import { useClockWord } from "@/app/(driver)/charge/clock-word";
import { formatDecimal } from "@/i18n/formats";
import type { Goal } from "./goal-view";
import type { LiveView } from "./live-view";
import { powerDrawing } from "./power-drawing";

/** The power of a charge so far, and as it is planned: a drawing, a sentence, and the figures as a table. */
export function LivePower({
  view,
  plan,
  timeZone,
}: {
  view: LiveView;
  plan: Goal["plan"];
  timeZone: string;
}) {
  const t = useTranslations("quote.live.curve");
  const locale = useLocale();
  const clock = useClockWord(timeZone, view.now);
  const at = (ms: number) => clock(new Date(ms).toISOString());
  const kw = (powerW: number) => `${formatDecimal((powerW / 1_000).toFixed(1), locale, 1)}\u00a0kW`;
  const stretches = view.power;
  const drawing = powerDrawing({
    stretches,
    plan,
    startMs: Date.parse(view.startedAt),
    nowMs: Date.parse(view.now),
  });
  const last = stretches.at(-1);
  const summary = t("summary", {
    time: clock(view.startedAt),
    now: t("now", { power: kw(last?.powerW ?? 0) }),
    most: t("most", { power: kw(Math.max(0, ...stretches.map(({ powerW }) => powerW))) }),
  });
  return (
    <figure className="flex flex-col gap-2">
      <h2 className="text-lg font-semibold">{t("title")}</h2>
      <figcaption className="min-h-5 text-sm text-ink-soft">
        {last ? summary : t("none")}
      </figcaption>
      <p aria-hidden className="-mb-1.5 text-xs text-ink-soft tabular-nums">
        {kw(drawing.topW)}
      </p>
      <div className="border-y">
        <svg
          aria-hidden
          viewBox={`0 0 ${drawing.width} ${drawing.height}`}
          preserveAspectRatio="none"
          className="block h-32 w-full"
        >
          <path d={drawing.area} className="fill-brand/16" />
          <path
            d={drawing.line}
            vectorEffect="non-scaling-stroke"
            className="fill-none stroke-brand stroke-2"
          />
          <path
            d={drawing.planned}
            vectorEffect="non-scaling-stroke"
            strokeDasharray="5 4"
            className="fill-none stroke-info stroke-2"
          />
          <line
            x1={drawing.nowX}
            x2={drawing.nowX}
            y1={0}
            y2={drawing.height}
            vectorEffect="non-scaling-stroke"
            strokeDasharray="2 3"
            className="stroke-ink"
          />
        </svg>
      </div>
      <p aria-hidden className="flex justify-between text-xs text-ink-soft tabular-nums">
        <span>{clock(view.startedAt)}</span>
        <span>
          {drawing.planned === ""
            ? `${t("measured")} · ${t("nowMark")}`
            : `${t("measured")} · – – ${t("planned")}`}
        </span>
        <span>{at(drawing.endMs)}</span>
      </p>
      {last ? <PowerTable rows={stretches.map((one) => [at(one.fromMs), kw(one.powerW)])} /> : null}
    </figure>
  );
}

function PowerTable({ rows }: { rows: readonly (readonly [string, string])[] }) {
  const t = useTranslations("charts");
  const title = useTranslations("quote.live.curve");
  return (
    <details className="text-sm">
      <summary className="w-fit cursor-pointer text-ink-soft underline underline-offset-4">
        {t("asTable")}
      </summary>
      <table className="mt-2 w-full max-w-xs text-left text-xs">
        <thead>
          <tr>
            <th scope="col" className="py-1.5 pr-4 font-medium">
              {t("time")}
            </th>
            <th scope="col" className="py-1.5 text-right font-medium">
              {title("title")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([time, power], index) => (
            <tr key={index} className="border-t">
              <th scope="row" className="py-1 pr-4 font-normal">
                {time}
              </th>
              <td className="py-1 text-right whitespace-nowrap">{power}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
