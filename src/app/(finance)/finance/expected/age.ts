import { useTranslations } from "next-intl";
import { formatDuration } from "@/i18n/formats";

const DAY_S = 86_400;

/** A span of time in its largest unit: "9 days", "3 h 20 min". */
export function useAge(): (seconds: number) => string {
  const t = useTranslations("finance.expected");
  return (seconds) =>
    seconds >= 2 * DAY_S
      ? t("days", { count: Math.floor(seconds / DAY_S) })
      : formatDuration(seconds * 1000);
}
