"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useFormContext, useWatch } from "react-hook-form";
import { Field, Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { type NeedKind, needKinds } from "@/trpc/inputs/charging-goal";

/** What of a form says how much is needed. */
export interface NeedValues {
  needKind: NeedKind;
  energyKwh: string;
  rangeKm: string;
  fromPercent: string;
  toPercent: string;
}

/** Asks what a driver needs: energy, range or a part of the battery. Stands in a form with `NeedValues`. */
export function NeedFields({
  isRoutine = false,
  hasCar,
}: {
  /** For each charge: the battery's state is not known then. */
  isRoutine?: boolean;
  hasCar: boolean;
}) {
  const t = useTranslations("charging.goal");
  const form = useFormContext<NeedValues>();
  const kind = useWatch({ control: form.control, name: "needKind" });
  const kinds = needKinds.filter((one) => !(isRoutine && one === "battery"));
  const needsCar = kind === "range" || kind === "battery";
  return (
    <div className="flex flex-col gap-3">
      <div className="grid gap-5 sm:grid-cols-2">
        <Select<NeedKind>
          label={t("need")}
          items={kinds.map((value) => ({ value, label: t(`needs.${value}`) }))}
          value={kind}
          onChange={(next) => form.setValue("needKind", next, { shouldDirty: true })}
        />
        <Figures kind={kind} isRoutine={isRoutine} />
      </div>
      {needsCar && !hasCar ? (
        <p className="text-sm text-ink-soft">
          {t("needsCar")}{" "}
          <Link href="/vehicles" className="underline underline-offset-4">
            {t("addCar")}
          </Link>
        </p>
      ) : null}
    </div>
  );
}

function Figures({ kind, isRoutine }: { kind: NeedKind; isRoutine: boolean }) {
  if (kind === "all") return null;
  if (kind !== "battery") {
    return <Figure name={kind === "energy" ? "energyKwh" : "rangeKm"} isRoutine={isRoutine} />;
  }
  return (
    <div className="grid grid-cols-2 gap-4">
      <Figure name="fromPercent" isRoutine={isRoutine} />
      <Figure name="toPercent" isRoutine={isRoutine} />
    </div>
  );
}

function Figure({
  name,
  isRoutine,
}: {
  name: Exclude<keyof NeedValues, "needKind">;
  isRoutine: boolean;
}) {
  const t = useTranslations("charging.goal");
  const each = useTranslations("charging.routines");
  const { register, formState } = useFormContext<NeedValues>();
  const isEach = isRoutine && (name === "energyKwh" || name === "rangeKm");
  return (
    <Field
      name={name}
      label={isEach ? each(name) : t(name)}
      error={formState.errors[name] && t(`invalid.${name}`)}
    >
      <Input {...register(name)} inputMode="decimal" autoComplete="off" isFigure />
    </Field>
  );
}
