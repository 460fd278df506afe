"use client";

import { useTranslations } from "next-intl";
import { useClockWord } from "@/app/(driver)/charge/clock-word";
import { PowerNow } from "@/app/(driver)/charge/power-now";
import { QuoteLines } from "@/app/(driver)/charge/quote-lines";
import { Energy } from "@/components/energy";
import { Money } from "@/components/money";
import { Slip } from "@/components/ui/slip";
import { LiveFreshness } from "./live-freshness";
import type { LiveView } from "./live-view";

/** What a running charge costs so far, part by part, with energy and power, and how old that is. */
export function LiveSlip({
  view,
  live,
  operator,
  timeZone,
  nowMs,
}: {
  view: LiveView;
  live: NonNullable<LiveView["live"]>;
  operator: string;
  timeZone: string;
  nowMs: number;
}) {
  const t = useTranslations("quote.live");
  const clock = useClockWord(timeZone, view.updatedAt);
  const { soFar, power } = live;
  return (
    <Slip>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-lg font-semibold">{t("title")}</h2>
        <p className="text-sm text-ink-soft">{t("estimate")}</p>
      </div>
      <p className="py-3 text-4xl font-semibold">
        <Money value={soFar.total} className="marked" />
      </p>
      <dl className="flex flex-wrap gap-x-8 gap-y-2 pb-3">
        <div>
          <dt className="text-sm text-ink-soft">{t("energy")}</dt>
          <dd className="font-semibold">
            <Energy microKwh={soFar.energy} />
          </dd>
        </div>
        <div>
          <dt className="text-sm text-ink-soft">{t("power")}</dt>
          <dd className="font-semibold">
            <PowerNow power={power} />
          </dd>
        </div>
      </dl>
      {soFar.lines.length > 0 ? (
        <QuoteLines lines={soFar.lines} currency={soFar.total.currency} clock={clock} />
      ) : null}
      <p className="pt-3 text-sm text-ink-soft">{t("read", { operator, time: clock(soFar.at) })}</p>
      <LiveFreshness {...{ view, operator, timeZone, nowMs }} />
    </Slip>
  );
}
