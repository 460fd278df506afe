"use client";

import { Clock, SquareParking, TrendingUp } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useClockWord } from "@/app/(driver)/charge/clock-word";
import { formatDuration, formatMicroMoney } from "@/i18n/formats";
import type { LiveView } from "./live-view";

type Live = NonNullable<LiveView["live"]>;
type Step = Live["current"];

/** Which unit price or fee begins next, and in how long. */
export function LiveNext({
  live,
  timeZone,
  nowMs: now,
}: {
  live: Live;
  timeZone: string;
  nowMs: number;
}) {
  const t = useTranslations("quote.live");
  const { nextChange, idle, isCharging, soFar, ahead } = live;
  const { currency } = soFar.total;
  // What is counted down stands on its own.
  if (ahead && !isCharging) return null;
  return (
    <section aria-labelledby="live-next" className="flex flex-col gap-3">
      <h2 id="live-next" className="text-lg font-semibold">
        {t("next")}
      </h2>
      <ul className="border-t">
        {ahead ? null : <IdleItem idle={idle} {...{ currency, timeZone, now }} />}
        {isCharging ? <ChangeItem step={nextChange} {...{ currency, timeZone, now }} /> : null}
      </ul>
    </section>
  );
}

/** What standing would cost if the charge were over now. One that is counted down stands above. */
function IdleItem({
  idle,
  currency,
  timeZone,
  now,
}: {
  idle: Step | null;
  currency: string;
  timeZone: string;
  now: number;
}) {
  const t = useTranslations("quote.live");
  const locale = useLocale();
  const clock = useClockWord(timeZone, new Date(now).toISOString());
  const icon = <SquareParking aria-hidden className="size-5" />;
  if (!idle?.perIdleMinute) return <Item icon={icon} title={t("idleNone")} />;
  const price = formatMicroMoney(idle.perIdleMinute, currency, locale);
  const aheadMs = Date.parse(idle.from) - now;
  // What begins at once was a moment ahead when it was asked for.
  if (aheadMs < SOON_MS) return <Item icon={icon} title={t("idleAtOnce", { price })} />;
  return (
    <Item
      icon={icon}
      title={t("idleLater", { price, time: clock(idle.from) })}
      text={t("idleIn", { duration: formatDuration(aheadMs) })}
    />
  );
}

const SOON_MS = 30_000;

function ChangeItem({
  step,
  currency,
  timeZone,
  now,
}: {
  step: Step | null;
  currency: string;
  timeZone: string;
  now: number;
}) {
  const t = useTranslations("quote");
  const locale = useLocale();
  const clock = useClockWord(timeZone, new Date(now).toISOString());
  const icon = <TrendingUp aria-hidden className="size-5" />;
  if (step === null)
    return <Item icon={<Clock aria-hidden className="size-5" />} title={t("live.changeNone")} />;
  const { perKwh, perMinute } = step;
  const price = (micro: bigint) => formatMicroMoney(micro, currency, locale);
  const parts = [
    perKwh === null ? "" : t("unit.perKwh", { price: price(perKwh) }),
    perMinute === null ? "" : t("unit.perMinute", { price: price(perMinute) }),
  ].filter(Boolean);
  const when = t(step.isEstimated ? "changeAbout" : "change", { time: clock(step.from) });
  return (
    <Item
      icon={icon}
      title={`${when} ${parts.join(" + ") || t("unit.free")}`}
      text={t("live.changeIn", { duration: formatDuration(Date.parse(step.from) - now) })}
    />
  );
}

function Item({ icon, title, text }: { icon: ReactNode; title: string; text?: string }) {
  return (
    <li className="flex gap-3 border-b py-3">
      <span className="pt-0.5 text-ink-soft">{icon}</span>
      <span className="flex min-w-0 flex-col">
        <span className="font-medium">{title}</span>
        {text ? <span className="text-sm text-ink-soft tabular-nums">{text}</span> : null}
      </span>
    </li>
  );
}
