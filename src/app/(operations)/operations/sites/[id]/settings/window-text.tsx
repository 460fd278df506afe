import { useTranslations } from "next-intl";
import { LimitText } from "@/app/(operations)/operations/sites/power";
import type { SiteNode } from "./site-sheet";

export const dayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** When a lower limit holds, and how low it is. */
export function WindowText({ window }: { window: SiteNode["windows"][number] }) {
  const t = useTranslations("sites.window");
  const { weekdays, fromClock, toClock, limitA, limitW } = window;
  const named = dayNames.filter((_, day) => (weekdays & (1 << day)) !== 0);
  const days =
    weekdays === 127
      ? t("everyDay")
      : weekdays === 31
        ? t("weekdays")
        : weekdays === 96
          ? t("weekends")
          : named.map((day) => t(`day.${day}`)).join(", ");
  return (
    <>
      {t("text", { days, from: fromClock, to: toClock })}{" "}
      <LimitText limitA={limitA} limitW={limitW} />
    </>
  );
}
