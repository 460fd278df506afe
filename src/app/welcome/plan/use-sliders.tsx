"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { cn } from "@/components/cn";
import { Button } from "@/components/ui/button";
import { USE_BOUNDS, type ExampleUse } from "@/core/plans/example-month";
import { presetUse, presets } from "./presets";

const STEP_KWH = 10;
/** What a car takes for a kilometre, kWh × 100: 18 kWh on 100 km. */
const KWH_PER_100_KM = 18;

/** How somebody charges: two sliders, and uses that many have. */
export function UseSliders({
  use,
  onChange,
}: {
  use: ExampleUse;
  onChange: (use: ExampleUse) => void;
}) {
  const t = useTranslations("welcome.plan");
  const { kwhPerMonth, fastPercent } = use;
  const km = Math.round((kwhPerMonth * 100) / KWH_PER_100_KM / 50) * 50;
  return (
    <fieldset className="flex flex-col gap-5">
      <legend className="pb-3 text-lg font-semibold">{t("use")}</legend>
      <div className="flex flex-wrap gap-2">
        {presets.map((name) => {
          const one = presetUse[name];
          const isIt = one.kwhPerMonth === kwhPerMonth && one.fastPercent === fastPercent;
          return (
            <Button
              key={name}
              variant="secondary"
              aria-pressed={isIt}
              className={cn(
                isIt && "border-transparent bg-brand text-on-brand hover:bg-brand-hover",
              )}
              onClick={() => onChange(one)}
            >
              {t(`preset.${name}`)}
            </Button>
          );
        })}
      </div>
      <Slider
        label={t("kwh")}
        shown={t("kwhValue", { kwh: kwhPerMonth })}
        hint={t("kwhHint", { km })}
        range={{ min: USE_BOUNDS.leastKwh, max: 600, step: STEP_KWH }}
        value={kwhPerMonth}
        onChange={(next) => onChange({ ...use, kwhPerMonth: next })}
      />
      <Slider
        label={t("fast")}
        shown={t("fastValue", { percent: fastPercent })}
        range={{ min: 0, max: 100, step: 10 }}
        value={fastPercent}
        onChange={(next) => onChange({ ...use, fastPercent: next })}
      />
    </fieldset>
  );
}

function Slider({
  label,
  shown,
  hint,
  range,
  value,
  onChange,
}: {
  label: string;
  shown: string;
  hint?: string;
  range: { readonly min: number; readonly max: number; readonly step: number };
  value: number;
  onChange: (value: number) => void;
}) {
  const id = useId();
  const hintId = useId();
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-baseline justify-between gap-4">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        <output htmlFor={id} className="font-medium tabular-nums">
          {shown}
        </output>
      </div>
      <input
        id={id}
        type="range"
        {...range}
        value={value}
        aria-valuetext={shown}
        aria-describedby={hint ? hintId : undefined}
        onChange={(event) => onChange(Number(event.target.value))}
        className="h-10 w-full cursor-pointer accent-brand"
      />
      {hint ? (
        <p id={hintId} className="text-sm text-ink-soft">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
