import { useLocale } from "next-intl";
import { epochMs, formatTime, type Time } from "@/i18n/formats";

/** Says a time by the clock at the place: with its day where that is another than `beside`'s. */
export function useClockWord(timeZone: string, beside: Time): (at: Time) => string {
  const locale = useLocale();
  const dayOf = (at: Time) => formatTime(at, locale, timeZone, "date");
  return (at) => {
    const time = formatTime(at, locale, timeZone, "time");
    if (dayOf(at) === dayOf(beside) || epochMs(at) - epochMs(beside) < NIGHT_MS) return time;
    return `${formatTime(at, locale, timeZone, "weekday")} ${time}`;
  };
}

// Nobody takes 06:00 for another day's if that is hours away.
const NIGHT_MS = 12 * 3_600_000;
