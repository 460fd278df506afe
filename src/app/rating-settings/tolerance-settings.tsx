"use client";

import { useTranslations } from "next-intl";
import type { UseFormReturn } from "react-hook-form";
import { SettingsGroup } from "@/app/(operations)/operations/partners/[id]/settings/settings-group";
import { Field, Input } from "@/components/ui/field";
import type { RatingSettingsForm } from "@/trpc/inputs/rating-settings";

const FIELDS = ["above", "aboveRate", "below", "belowRate", "invoice"] as const;

/** By how much a claim may differ and be accepted by itself. */
export function ToleranceSettings({ form }: { form: UseFormReturn<RatingSettingsForm> }) {
  const t = useTranslations("ratingSettings");
  const { errors } = form.formState;
  return (
    <SettingsGroup title={t("tolerances")} lead={t("tolerancesLead")}>
      {FIELDS.map((name) => (
        <Field
          key={name}
          name={name}
          label={t(name)}
          hint={t(`${name}Hint`)}
          error={errors[name] && t(`${name}Invalid`)}
        >
          <Input
            {...form.register(name)}
            inputMode="decimal"
            autoComplete="off"
            className="max-w-40"
          />
        </Field>
      ))}
    </SettingsGroup>
  );
}
