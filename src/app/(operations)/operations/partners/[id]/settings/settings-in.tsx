"use client";

import { useTranslations } from "next-intl";
import { Field, Input } from "@/components/ui/field";
import { CheckSetting, ChoiceSetting, type OfForm, SettingsGroup } from "./settings-group";

/** How what the partner sends is read. */
export function ReadingSettings({ form }: OfForm) {
  const t = useTranslations("operations.settings");
  return (
    <SettingsGroup title={t("reading")} lead={t("readingLead")}>
      <ChoiceSetting
        form={form}
        name="strictness"
        label={t("strictness")}
        hint={t("strictnessHint")}
        items={(["tolerant", "strict"] as const).map((value) => ({
          value,
          label: t(`strictness_${value}`),
        }))}
      />
      <ChoiceSetting
        form={form}
        name="energyUnit"
        label={t("energyUnit")}
        hint={t("energyUnitHint")}
        items={(["kWh", "Wh"] as const).map((value) => ({ value, label: t(`energy_${value}`) }))}
      />
      <Field
        name="parties"
        label={t("parties")}
        hint={t("partiesHint")}
        error={form.formState.errors.parties && t("partiesInvalid")}
      >
        <Input {...form.register("parties")} isFigure autoComplete="off" spellCheck={false} />
      </Field>
      <CheckSetting
        form={form}
        name="maySpeakForOthers"
        label={t("maySpeakForOthers")}
        hint={t("maySpeakForOthersHint")}
      />
      <CheckSetting
        form={form}
        name="authorizeNeedsLocation"
        label={t("authorizeNeedsLocation")}
        hint={t("authorizeNeedsLocationHint")}
      />
    </SettingsGroup>
  );
}

/** How much and how often. */
export function PaceSettings({ form }: OfForm) {
  const t = useTranslations("operations.settings");
  const { errors } = form.formState;
  return (
    <SettingsGroup title={t("pace")} lead={t("paceLead")}>
      <Field
        name="requestsPerSecond"
        label={t("requests")}
        hint={t("requestsHint")}
        error={errors.requestsPerSecond && t("requestsInvalid")}
      >
        <Input
          {...form.register("requestsPerSecond")}
          inputMode="numeric"
          autoComplete="off"
          className="max-w-40"
        />
      </Field>
      <Field
        name="pullOverlapSeconds"
        label={t("overlap")}
        hint={t("overlapHint")}
        error={errors.pullOverlapSeconds && t("overlapInvalid")}
      >
        <Input
          {...form.register("pullOverlapSeconds")}
          inputMode="numeric"
          autoComplete="off"
          className="max-w-40"
        />
      </Field>
    </SettingsGroup>
  );
}
