"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { Tick } from "@/app/(driver)/tick";
import { Field, Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { formatDecimal } from "@/i18n/formats";
import { carConnectors, type VehicleInput } from "@/trpc/inputs/vehicle";
import { type VehiclePreset, vehiclePresets } from "./vehicle-presets";

/** What is asked of a car. A new one can begin with the figures of a common shape. */
export function VehicleFields({ isNew }: { isNew: boolean }) {
  const t = useTranslations("vehicles");
  const { control, register, setValue, formState } = useFormContext<VehicleInput>();
  const [connector, phases, canDischarge] = useWatch({
    control,
    name: ["connector", "phases", "canDischarge"],
  });
  return (
    <>
      {isNew ? <Presets /> : null}
      <Field name="name" label={t("name")} error={formState.errors.name && t("nameInvalid")}>
        <Input {...register("name")} autoComplete="off" maxLength={64} />
      </Field>
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <Figure name="batteryKwh" />
        <Figure name="consumptionKwh" />
        <Figure name="maxAcKw" />
        <Select
          label={t("phases")}
          items={(["1", "2", "3"] as const).map((value) => ({
            value,
            label: t("phaseCount", { count: Number(value) }),
          }))}
          value={phases}
          onChange={(next) => setValue("phases", next)}
        />
        <Figure name="maxDcKw" hint={t("maxDcHint")} />
        <Figure name="minCurrentA" hint={t("minCurrentHint")} />
        <Select
          label={t("connector")}
          items={carConnectors.map((value) => ({ value, label: t(`connectors.${value}`) }))}
          value={connector}
          onChange={(next) => setValue("connector", next)}
        />
      </div>
      <Tick
        label={t("canDischarge")}
        isTicked={canDischarge}
        onTick={(next) => setValue("canDischarge", next)}
      />
    </>
  );
}

type FigureName = "batteryKwh" | "consumptionKwh" | "maxAcKw" | "maxDcKw" | "minCurrentA";

function Figure({ name, hint }: { name: FigureName; hint?: string }) {
  const t = useTranslations("vehicles");
  const { register, formState } = useFormContext<VehicleInput>();
  const invalid = t(name === "minCurrentA" ? "currentInvalid" : "figureInvalid");
  return (
    <Field
      name={name}
      label={t(name)}
      hint={hint}
      error={formState.errors[name] ? invalid : undefined}
    >
      <Input {...register(name)} inputMode="decimal" autoComplete="off" isFigure />
    </Field>
  );
}

function Presets() {
  const t = useTranslations("vehicles");
  const locale = useLocale();
  const { setValue } = useFormContext<VehicleInput>();
  const [preset, setPreset] = useState<VehiclePreset | "none">("none");
  const names = Object.keys(vehiclePresets) as VehiclePreset[];
  const choose = (next: VehiclePreset | "none") => {
    setPreset(next);
    if (next === "none") return;
    const { phases, ...figures } = vehiclePresets[next];
    setValue("phases", phases);
    for (const [name, text] of Object.entries(figures)) {
      const written = text === "" ? "" : formatDecimal(text, locale, 2);
      setValue(name as keyof typeof figures, written);
    }
  };
  return (
    <div className="flex flex-col gap-1.5">
      <Select<VehiclePreset | "none">
        label={t("preset")}
        items={[
          { value: "none", label: t("presetNone") },
          ...names.map((value) => ({ value, label: t(`presets.${value}`) })),
        ]}
        value={preset}
        onChange={choose}
      />
      <p className="text-sm text-ink-soft">{t("presetHint")}</p>
    </div>
  );
}
