"use client";

import { useLocale, useTranslations } from "next-intl";
import Link from "next/link";
import type { ReactNode } from "react";
import { Energy } from "@/components/energy";
import { Money } from "@/components/money";
import { Badge } from "@/components/ui/badge";
import { formatDuration, formatMicroMoney, formatTime } from "@/i18n/formats";
import { loadApi } from "@/trpc/load-api";
import type { RouterOutputs } from "@/trpc/outputs";
import { FindPlace } from "./charge/find-place";
import { PowerNow } from "./charge/power-now";
import { StopButton } from "./charge/stop-button";
import { countdown } from "./countdown";
import { useServerClock } from "./server-clock";
import { useFollowed } from "./use-followed";

const EVERY_MS = 3_000;

/** A running session as it comes to the browser: times as texts. */
type Live = RouterOutputs["driver"]["home"]["live"][number];

const readLive = async () => (await loadApi()).driver.home.live.query();

/** What runs now, asked anew every three seconds. */
export function LiveSessions({ initial, timeZone }: { initial: Live[]; timeZone: string }) {
  const t = useTranslations("driver.home");
  const { data, isStale } = useFollowed(initial, readLive, EVERY_MS);
  if (data.length === 0) {
    return (
      <section className="flex flex-col gap-2 border-t border-ink pt-6">
        <h2 className="text-2xl font-semibold">{t("idle")}</h2>
        <p className="max-w-prose text-ink-soft">{t("idleText")}</p>
        <FindPlace />
      </section>
    );
  }
  return (
    <div className="flex flex-col gap-10">
      {data.map((session) => (
        <LiveSession key={session.id} session={session} timeZone={timeZone} />
      ))}
      {isStale ? <output className="text-sm text-wait">{t("stale")}</output> : null}
    </div>
  );
}

function LiveSession({ session, timeZone }: { session: Live; timeZone: string }) {
  const t = useTranslations("driver.home");
  const locale = useLocale();
  const { startedAt, updatedAt, runningPrice, power } = session;
  const elapsedMs = Date.parse(updatedAt) - Date.parse(startedAt);
  const heard = formatTime(updatedAt, locale, session.timeZone ?? timeZone, "seconds");
  return (
    <section aria-label={t("live")} className="flex flex-col gap-5 border-t border-ink pt-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Badge tone="live">{t("live")}</Badge>
        <p className="text-sm text-ink-soft">{t("heard", { time: heard })}</p>
      </div>
      <p className="pt-1 text-4xl font-semibold sm:text-[5rem] sm:leading-none">
        <Energy
          microKwh={session.energyMicroKwh}
          className="marked [&>span]:text-[0.42em] [&>span]:font-medium"
        />
      </p>
      <p className="text-lg">
        <Link href={`/sessions/${session.id}`} className="tap underline underline-offset-4">
          {[session.place, session.city].filter(Boolean).join(", ") || session.operator}
        </Link>
        <span className="text-ink-soft max-sm:block">
          <span className="max-sm:hidden"> · </span>
          {session.operator}
        </span>
      </p>
      <dl className="grid grid-cols-2 gap-px border-y bg-rule sm:grid-cols-3">
        <LiveFact label={t("elapsed")}>{formatDuration(elapsedMs)}</LiveFact>
        <LiveFact label={t("power")}>
          <PowerNow power={power} />
        </LiveFact>
        <LiveFact label={t("soFar")} className="col-span-2 sm:col-span-1">
          {runningPrice ? <Money value={runningPrice} /> : t("notYetKnown")}
        </LiveFact>
      </dl>
      <LiveIdleLine session={session} timeZone={session.timeZone ?? timeZone} />
      <p className="max-w-prose text-sm text-ink-soft">
        {runningPrice ? t("soFarNote") : t("notYetKnownWhy")}
      </p>
      <StopButton sessionId={session.id} />
    </section>
  );
}

/** The idle fee in a line: counted down, or that it runs. */
function LiveIdleLine({ session, timeZone }: { session: Live; timeZone: string }) {
  const t = useTranslations("quote.live");
  const locale = useLocale();
  const nowMs = useServerClock(session.now);
  const { idle, runningPrice } = session;
  if (!idle || !runningPrice) return null;
  const leftMs = Date.parse(idle.from) - nowMs;
  const price = formatMicroMoney(idle.perMinute, runningPrice.currency, locale);
  const time = formatTime(idle.from, locale, timeZone, "time");
  if (leftMs <= 0)
    return (
      <p className="border-l-3 border-bad bg-bad-tint px-4 py-2">
        <span className="font-medium text-bad">{t("idleNow")}</span>{" "}
        {t("idlePerMinute", { price, time })}
      </p>
    );
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 border-l-3 border-wait bg-wait-tint px-4 py-2">
      <span>{t("idleCountdown")}</span>
      <span role="timer" aria-live="off" className="font-semibold tabular-nums">
        {countdown(leftMs)}
      </span>
      <span className="text-sm text-ink-soft">{t("idleBegins", { time, price })}</span>
    </p>
  );
}

function LiveFact({
  label,
  className = "",
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={`bg-paper py-3 pr-4 not-first:pl-4 max-sm:nth-3:pl-0 ${className}`}>
      <dt className="text-sm text-ink-soft">{label}</dt>
      <dd className="text-lg font-semibold">{children}</dd>
    </div>
  );
}
