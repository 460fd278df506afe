"use client";

import { useTranslations } from "next-intl";
import { useFormContext, useWatch } from "react-hook-form";
import { NeedFields } from "@/app/(driver)/need-fields";
import { Tick } from "@/app/(driver)/tick";
import { Field, Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { type ProfileType, profileTypes } from "@/core/smart-charging/charging-preferences";
import type { RoutineInput } from "@/trpc/inputs/charging-goal";
import type { RoutineChoices } from "./routine-choices";
import { WeekdayChips } from "./weekday-chips";

/** What is asked of a routine. */
export function RoutineFields({ choices: { places, cars } }: { choices: RoutineChoices }) {
  const t = useTranslations("charging.routines");
  const goal = useTranslations("charging.goal");
  const { control, register, setValue, formState } = useFormContext<RoutineInput>();
  const [weekdays, locationId, style] = useWatch({
    control,
    name: ["weekdays", "locationId", "style"],
  });
  return (
    <>
      <Field
        name="name"
        label={t("name")}
        hint={t("nameHint")}
        error={formState.errors.name && t("nameInvalid")}
      >
        <Input {...register("name")} autoComplete="off" maxLength={64} />
      </Field>
      <WeekdayChips
        bits={weekdays}
        legend={t("weekdays")}
        problem={formState.errors.weekdays ? t("weekdaysInvalid") : undefined}
        onChange={(bits) => setValue("weekdays", bits, { shouldValidate: formState.isSubmitted })}
      />
      <div className="flex flex-col gap-1.5">
        <Select
          label={t("place")}
          items={[
            { value: "", label: t("placeAny") },
            ...places.map(({ id, name }) => ({ value: id as string, label: name })),
          ]}
          value={locationId}
          onChange={(next) => setValue("locationId", next)}
        />
        <p className="text-sm text-ink-soft">{t("placeHint")}</p>
      </div>
      <Field name="leaveAt" label={goal("leaveAt")} hint={t("leaveAtHint")}>
        <Input {...register("leaveAt")} type="time" />
      </Field>
      <NeedFields isRoutine hasCar={cars.length > 0} />
      <CarField cars={cars} />
      <Select<ProfileType>
        label={goal("style")}
        items={profileTypes.map((value) => ({ value, label: goal(`styles.${value}`) }))}
        value={style}
        onChange={(next) => setValue("style", next)}
      />
    </>
  );
}

function CarField({ cars }: { cars: RoutineChoices["cars"] }) {
  const t = useTranslations("charging.routines");
  const goal = useTranslations("charging.goal");
  const { control, setValue } = useFormContext<RoutineInput>();
  const [vehicleId, isAllowed] = useWatch({ control, name: ["vehicleId", "dischargeAllowed"] });
  if (cars.length === 0) return null;
  const car = cars.find(({ id }) => id === vehicleId) ?? cars.find(({ isDefault }) => isDefault);
  return (
    <>
      <Select
        label={t("car")}
        items={[
          { value: "", label: t("carDefault") },
          ...cars.map(({ id, name }) => ({ value: id as string, label: name })),
        ]}
        value={vehicleId}
        onChange={(next) => setValue("vehicleId", next)}
      />
      {car?.canDischarge ? (
        <Tick
          label={goal("discharge")}
          isTicked={isAllowed}
          onTick={(next) => setValue("dischargeAllowed", next)}
        />
      ) : null}
    </>
  );
}
