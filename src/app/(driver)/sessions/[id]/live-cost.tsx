"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useClockWord } from "@/app/(driver)/charge/clock-word";
import { PowerNow } from "@/app/(driver)/charge/power-now";
import { QuoteLines } from "@/app/(driver)/charge/quote-lines";
import { Energy } from "@/components/energy";
import { Money } from "@/components/money";
import { Slip } from "@/components/ui/slip";
import { useTRPC } from "@/trpc/client";
import { LiveNext } from "./live-next";
import { LiveProjection } from "./live-projection";
import type { LiveView } from "./live-view";

const EVERY_MS = 5_000;

/** What a running charge costs so far, what it comes to, and which price or fee begins next. */
export function LiveCost({
  sessionId,
  operator,
  timeZone,
  initial,
}: {
  sessionId: string;
  operator: string;
  timeZone: string;
  initial: LiveView;
}) {
  const t = useTranslations("quote.live");
  const [leaveAt, setLeaveAt] = useState("");
  const query = useQuery(
    useTRPC().driver.sessions.live.queryOptions(
      { id: sessionId, leaveAt, timeZone },
      {
        ...(leaveAt === "" && { initialData: initial }),
        placeholderData: (before) => before ?? initial,
        refetchInterval: ({ state: { data } }) => (data?.isRunning === false ? false : EVERY_MS),
      },
    ),
  );
  const view = query.data ?? initial;
  const { live, updatedAt } = view;
  const clock = useClockWord(timeZone, updatedAt);
  if (!view.isRunning) return <p className="max-w-prose text-ink-soft">{t("over")}</p>;
  if (live === null)
    return (
      <Slip>
        <h2 className="text-lg font-semibold">{t("unknown")}</h2>
        <p className="max-w-prose pt-2 text-ink-soft">{t("unknownText")}</p>
      </Slip>
    );
  const { soFar, power } = live;
  return (
    <div className="flex flex-col gap-8">
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
        <p className="pt-3 text-sm text-ink-soft">
          {t("read", { operator, time: clock(soFar.at) })}
        </p>
      </Slip>
      <LiveNext live={live} timeZone={timeZone} />
      <LiveProjection view={view} timeZone={timeZone} leaveAt={leaveAt} onLeave={setLeaveAt} />
      {query.isError ? <output className="text-sm text-wait">{t("stale")}</output> : null}
    </div>
  );
}
