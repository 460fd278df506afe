"use client";

import { useLocale, useTranslations } from "next-intl";
import { hasWeekday } from "@/core/smart-charging/routine";

/** 1 is Monday, 7 is Sunday. */
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

const WORKDAYS = 31;
const WEEKEND = 96;
const EVERY_DAY = 127;
/** A Monday. */
const MONDAY_MS = Date.UTC(2026, 0, 5);
const DAY_MS = 86_400_000;

/** The weekdays' names in the reader's language. */
export function useWeekdayName(): (weekday: number, length: "short" | "long") => string {
  const locale = useLocale();
  return (weekday, length) =>
    new Intl.DateTimeFormat(locale, { weekday: length, timeZone: "UTC" }).format(
      MONDAY_MS + (weekday - 1) * DAY_MS,
    );
}

/** A set of weekdays in words: "workdays", or their names. */
export function useWeekdayWords(): (bits: number) => string {
  const t = useTranslations("charging.routines");
  const nameOf = useWeekdayName();
  return (bits) => {
    if (bits === EVERY_DAY) return t("everyDay");
    if (bits === WORKDAYS) return t("workdays");
    if (bits === WEEKEND) return t("weekend");
    return weekdays
      .filter((day) => hasWeekday(bits, day))
      .map((day) => nameOf(day, "short"))
      .join(", ");
  };
}
