"use client";

import { useTranslations } from "next-intl";
import { useClockWord } from "@/app/(driver)/charge/clock-word";
import { formatDuration } from "@/i18n/formats";
import type { LiveView } from "./live-view";

/** Operators that say anything at all while it charges say it more often than this. */
const SILENT_MS = 10 * 60_000;

/** How old what is shown is; after a long silence, that it may no longer hold. */
export function LiveFreshness({
  view,
  operator,
  timeZone,
  nowMs,
}: {
  view: LiveView;
  operator: string;
  timeZone: string;
  nowMs: number;
}) {
  const t = useTranslations("quote.live");
  const clock = useClockWord(timeZone, view.now);
  const ageMs = Math.max(0, nowMs - Date.parse(view.heardAt));
  const ago = formatDuration(ageMs);
  return ageMs > SILENT_MS ? (
    <p className="text-sm font-medium text-wait">{t("silent", { operator, ago })}</p>
  ) : (
    <p className="text-sm text-ink-soft tabular-nums">
      {t("asOf", { time: clock(view.heardAt), ago })}
    </p>
  );
}
