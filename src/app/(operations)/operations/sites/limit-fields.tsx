"use client";

import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { Field, Input } from "@/components/ui/field";

/** A limit: A on each phase, kW over all phases, or both. */
export function LimitFields({
  amps,
  kilowatts,
  error,
}: {
  amps: ComponentProps<typeof Input>;
  kilowatts: ComponentProps<typeof Input>;
  error: string | undefined;
}) {
  const t = useTranslations("sites.form");
  return (
    <div className="grid grid-cols-2 items-start gap-4">
      <Field name={amps.name ?? "limitA"} label={t("limitA")} error={error}>
        <Input {...amps} inputMode="numeric" autoComplete="off" />
      </Field>
      <Field name={kilowatts.name ?? "limitKw"} label={t("limitKw")}>
        <Input {...kilowatts} inputMode="decimal" autoComplete="off" />
      </Field>
    </div>
  );
}
