import { useLocale } from "next-intl";
import { epochMs, formatPeriod, formatTime, type Time, type TimeStyle } from "@/i18n/formats";
import { cn } from "./cn";

/** From–to on the wall clock of `timeZone` (an IANA name). Without an end: since. */
export function Period({
  start,
  end,
  timeZone,
  show = "dateTime",
  className,
}: {
  start: Time;
  end: Time | null;
  timeZone: string;
  show?: TimeStyle;
  className?: string;
}) {
  const locale = useLocale();
  return (
    <span className={cn("tabular-nums", className)}>
      {end === null
        ? `${formatTime(start, locale, timeZone, show)}–`
        : formatPeriod({ start, end }, locale, timeZone, show)}
    </span>
  );
}

/** One point in time on the wall clock of `timeZone`. */
export function Moment({
  at,
  timeZone,
  show = "dateTime",
  className,
}: {
  at: Time;
  timeZone: string;
  show?: TimeStyle;
  className?: string;
}) {
  return (
    <time dateTime={new Date(epochMs(at)).toISOString()} className={cn("tabular-nums", className)}>
      {formatTime(at, useLocale(), timeZone, show)}
    </time>
  );
}
