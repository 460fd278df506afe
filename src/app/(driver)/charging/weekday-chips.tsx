"use client";

import { useTranslations } from "next-intl";
import { cn } from "@/components/cn";
import { hasWeekday } from "@/core/smart-charging/routine";
import { useWeekdayName, weekdays } from "./weekday-words";

/** The days of a week to choose among, as chips that are pressed or not. */
export function WeekdayChips({
  bits,
  onChange,
  isInvalid,
}: {
  bits: number;
  onChange: (bits: number) => void;
  isInvalid: boolean;
}) {
  const t = useTranslations("charging.routines");
  const nameOf = useWeekdayName();
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="pb-1.5 text-sm font-medium">{t("weekdays")}</legend>
      <div className="flex flex-wrap gap-2">
        {weekdays.map((day) => {
          const isOn = hasWeekday(bits, day);
          return (
            <button
              key={day}
              type="button"
              aria-pressed={isOn}
              aria-label={nameOf(day, "long")}
              className={cn(
                "h-10 min-w-11 rounded-xs border px-2 text-sm font-medium",
                isOn
                  ? "border-brand bg-brand text-on-brand"
                  : "border-rule-strong bg-sheet text-ink hover:bg-sunken",
              )}
              onClick={() => onChange(bits ^ (1 << (day - 1)))}
            >
              {nameOf(day, "short")}
            </button>
          );
        })}
      </div>
      {isInvalid ? (
        <p role="alert" className="text-sm font-medium text-bad">
          {t("weekdaysInvalid")}
        </p>
      ) : null}
    </fieldset>
  );
}
