"use client";

import { cn } from "@/components/cn";
import { hasWeekday } from "@/core/smart-charging/routine";
import { useWeekdayName, weekdays } from "./weekday-words";

/** The days of a week to choose among, as chips that are pressed or not. */
export function WeekdayChips({
  bits,
  legend,
  problem,
  onChange,
}: {
  bits: number;
  legend: string;
  /** What is wrong with the choice. */
  problem: string | undefined;
  onChange: (bits: number) => void;
}) {
  const nameOf = useWeekdayName();
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="pb-1.5 text-sm font-medium">{legend}</legend>
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
      {problem ? (
        <p role="alert" className="text-sm font-medium text-bad">
          {problem}
        </p>
      ) : null}
    </fieldset>
  );
}
