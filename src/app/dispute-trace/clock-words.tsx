import { useLocale, useTranslations } from "next-intl";
import { cn } from "@/components/cn";
import { formatTime } from "@/i18n/formats";

/** Until when the step that runs should be done. */
export interface Clock {
  readonly answerBy: Temporal.Instant | null;
  readonly isOverdue: boolean;
  readonly daysLeft: number | null;
}

/** The clock of the step that runs: the day, and how many are left; nothing where none runs. */
export function ClockWords({ clock, timeZone }: { clock: Clock; timeZone: string }) {
  const t = useTranslations("disputes.clock");
  const locale = useLocale();
  const { answerBy, isOverdue, daysLeft } = clock;
  if (answerBy === null || daysLeft === null) return null;
  const values = {
    day: formatTime(answerBy, locale, timeZone, "weekday"),
    days: Math.abs(daysLeft),
  };
  return (
    <span className={cn("text-sm", isOverdue ? "font-medium text-bad" : "text-ink-soft")}>
      {t(isOverdue ? "late" : "by", values)}
    </span>
  );
}
