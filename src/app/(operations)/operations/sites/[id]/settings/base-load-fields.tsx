"use client";

import { useTranslations } from "next-intl";
import { useFormContext, useWatch } from "react-hook-form";
import { controlLook, Field, Input } from "@/components/ui/field";
import { cn } from "@/components/cn";
import { readSteps, type SiteSettingsForm } from "@/trpc/inputs/site";

/** What a site draws besides the charging, step by step from midnight on. */
export function BaseLoadFields() {
  const t = useTranslations("sites.form");
  const { control, register, formState } = useFormContext<SiteSettingsForm>();
  const weekdayKw = useWatch({ control, name: "weekdayKw" });
  const area = cn(controlLook, "h-20 py-2 font-mono");
  const stepsOf = (text: string) => {
    const steps = text.trim() === "" ? null : readSteps(text);
    if (!steps) return t("stepsHint");
    return t("stepsRead", { count: steps.length, minutes: 1_440 / steps.length });
  };
  return (
    <div className="flex flex-col gap-5">
      {(["weekdayKw", "weekendKw"] as const).map((name) => (
        <Field
          key={name}
          name={name}
          label={t(name)}
          hint={name === "weekdayKw" ? stepsOf(weekdayKw) : t("weekendHint")}
          error={formState.errors[name] && t("stepsInvalid")}
        >
          <Input {...register(name)} render={<textarea />} spellCheck={false} className={area} />
        </Field>
      ))}
    </div>
  );
}
