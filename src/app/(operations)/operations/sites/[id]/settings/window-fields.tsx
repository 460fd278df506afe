"use client";

import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFieldArray, useFormContext, useWatch } from "react-hook-form";
import { LimitFields } from "@/app/(operations)/operations/sites/limit-fields";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import type { NodeForm } from "@/trpc/inputs/site";
import { dayNames } from "./window-text";

const EVERY_DAY = dayNames.map(() => true);

/** Lower limits of a part by time of day. */
export function WindowFields() {
  const t = useTranslations("sites.window");
  const form = useFormContext<NodeForm>();
  const { fields, append, remove } = useFieldArray({ control: form.control, name: "windows" });
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="mb-1 text-sm font-medium">{t("title")}</legend>
      {fields.map(({ id }, index) => (
        <WindowRow key={id} index={index} onRemove={() => remove(index)} />
      ))}
      <div>
        <Button
          variant="secondary"
          size="sm"
          onClick={() =>
            append({
              days: EVERY_DAY,
              fromClock: "16:00",
              toClock: "20:00",
              limitA: "",
              limitKw: "",
            })
          }
        >
          <Plus aria-hidden className="size-4" />
          {t("add")}
        </Button>
      </div>
    </fieldset>
  );
}

function WindowRow({ index, onRemove }: { index: number; onRemove: () => void }) {
  const t = useTranslations("sites.window");
  const fields = useTranslations("sites.form");
  const { control, register, setValue, formState } = useFormContext<NodeForm>();
  const errors = formState.errors.windows?.[index];
  const days = useWatch({ control, name: `windows.${index}.days` });
  return (
    <div className="flex flex-col gap-3 border-l-3 border-rule-strong pl-4">
      <fieldset aria-label={t("days")} className="flex flex-wrap gap-1">
        {dayNames.map((name, day) => (
          <Button
            key={name}
            size="sm"
            variant={days[day] ? "primary" : "secondary"}
            aria-pressed={days[day] ?? false}
            onClick={() =>
              setValue(
                `windows.${index}.days`,
                days.map((isOn, one) => (one === day ? !isOn : isOn)),
              )
            }
          >
            {t(`day.${name}`)}
          </Button>
        ))}
      </fieldset>
      {errors?.days ? <p className="text-sm font-medium text-bad">{t("daysInvalid")}</p> : null}
      <div className="grid grid-cols-2 items-start gap-4">
        <Field
          name={`windows.${index}.fromClock`}
          label={t("from")}
          error={errors?.fromClock && t("clockInvalid")}
        >
          <Input {...register(`windows.${index}.fromClock`)} type="time" />
        </Field>
        <Field
          name={`windows.${index}.toClock`}
          label={t("to")}
          error={errors?.toClock && t("clockInvalid")}
        >
          <Input {...register(`windows.${index}.toClock`)} type="time" />
        </Field>
      </div>
      <LimitFields
        amps={register(`windows.${index}.limitA`)}
        kilowatts={register(`windows.${index}.limitKw`)}
        error={errors?.limitA || errors?.limitKw ? fields("limitInvalid") : undefined}
      />
      <div>
        <Button variant="quiet" size="sm" onClick={onRemove}>
          <Trash2 aria-hidden className="size-4" />
          {t("remove")}
        </Button>
      </div>
    </div>
  );
}
