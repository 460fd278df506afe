"use client";

import { SquareParking } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useClockWord } from "@/app/(driver)/charge/clock-word";
import { countdown, saidMinute } from "@/app/(driver)/countdown";
import { Money } from "@/components/money";
import { money } from "@/core/money/money";
import { formatMicroMoney } from "@/i18n/formats";
import type { LiveView } from "./live-view";

type Live = NonNullable<LiveView["live"]>;
type Ahead = NonNullable<Live["ahead"]>;

interface IdleProps {
  readonly live: Live;
  readonly ahead: Ahead;
  readonly operator: string;
  readonly timeZone: string;
  /** By the server's clock, each second. */
  readonly nowMs: number;
}

/** The idle fee that comes, counted down, or that runs: whose it is, what it costs, and how to end it. */
export function LiveIdle(props: IdleProps) {
  const { ahead, nowMs } = props;
  const leftMs = Date.parse(ahead.from) - nowMs;
  if (leftMs > 0) return <IdleComing {...props} leftMs={leftMs} />;
  // An estimate makes no fee run: whether the car has stopped, its operator tells.
  return ahead.foreseenBy === "taper" ? null : <IdleRunning {...props} />;
}

function IdleComing({
  live,
  ahead,
  operator,
  timeZone,
  nowMs,
  leftMs,
}: IdleProps & { leftMs: number }) {
  const t = useTranslations("quote.live");
  const locale = useLocale();
  const clock = useClockWord(timeZone, new Date(nowMs).toISOString());
  const price = formatMicroMoney(ahead.perIdleMinute ?? 0n, live.soFar.total.currency, locale);
  const minute = saidMinute(leftMs);
  return (
    <section
      aria-label={t("idleTitle")}
      className="flex flex-col gap-1 border-l-3 border-wait bg-wait-tint px-4 py-3"
    >
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium">{t("idleCountdown")}</span>
        <span role="timer" aria-live="off" className="text-2xl font-semibold tabular-nums">
          {countdown(leftMs)}
        </span>
      </p>
      <output className="sr-only">
        {minute === null ? "" : t("idleSaid", { minutes: minute })}
      </output>
      <p className="text-sm text-ink-soft">{t("idleBegins", { time: clock(ahead.from), price })}</p>
      {ahead.stopsAt ? (
        <p className="text-sm text-ink-soft">
          {t(ahead.foreseenBy === "taper" ? "idleTaper" : "idleForeseen", {
            time: clock(ahead.stopsAt),
          })}
        </p>
      ) : null}
      <p className="text-sm text-ink-soft">
        {t(`idleBy.${live.pricedBy}`, { operator })} {t("idleAvoid")}
      </p>
    </section>
  );
}

function IdleRunning({ live, ahead, operator, timeZone, nowMs }: IdleProps) {
  const t = useTranslations("quote.live");
  const locale = useLocale();
  const clock = useClockWord(timeZone, new Date(nowMs).toISOString());
  const { lines, total } = live.soFar;
  const idleMinor = lines
    .filter(({ kind }) => kind === "idle")
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const price = formatMicroMoney(ahead.perIdleMinute ?? 0n, total.currency, locale);
  return (
    <section
      aria-label={t("idleTitle")}
      className="flex flex-col gap-1 border-l-3 border-bad bg-bad-tint px-4 py-3"
    >
      <p className="flex items-center gap-2 font-medium text-bad">
        <SquareParking aria-hidden className="size-5" />
        {t("idleNow")}
      </p>
      <output className="sr-only">{t("idleSaidNow")}</output>
      <p>
        {t("idlePerMinute", { price, time: clock(ahead.from) })}
        {idleMinor > 0n ? (
          <>
            {" · "}
            {t("idleSoFar")}{" "}
            <Money value={money(idleMinor, total.currency)} className="font-semibold" />
          </>
        ) : null}
      </p>
      <p className="text-sm text-ink-soft">
        {t(`idleBy.${live.pricedBy}`, { operator })} {t("idleDo")}
      </p>
    </section>
  );
}
