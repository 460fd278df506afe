"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { formatDecimal, formatTime } from "@/i18n/formats";
import type { Goal } from "./goal-view";

const TICK_MS = 30_000;

/** What the station itself says that it does: the period of its profile that holds now, and the next one. */
export function GoalActive({ goal: { active, timeZone } }: { goal: Goal }) {
  const t = useTranslations("charging.goal.active");
  const locale = useLocale();
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    const look = () => setNow(Date.now());
    look();
    const timer = setInterval(look, TICK_MS);
    return () => clearInterval(timer);
  }, []);
  if (!active || now === null) return null;
  const { periods, unit, receivedAt } = active;
  const at = periods.findLastIndex(({ from }) => Date.parse(from) <= now);
  const [current, next] = [periods[at], periods[at + 1]];
  const rate = (limit: string) =>
    unit === "A"
      ? `${formatDecimal(limit, locale, 1)}\u00a0A`
      : `${formatDecimal(String(Number(limit) / 1_000), locale, 1)}\u00a0kW`;
  const parts = [
    current && t("now", { limit: rate(current.limit) }),
    next &&
      t("next", {
        time: formatTime(next.from, locale, timeZone, "time"),
        limit: rate(next.limit),
      }),
    t("told", { time: formatTime(receivedAt, locale, timeZone, "time") }),
  ].filter(Boolean);
  return (
    <p className="max-w-prose text-sm text-ink-soft">{`${t("title")}: ${parts.join("; ")}.`}</p>
  );
}
