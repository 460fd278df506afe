"use client";

import { useTranslations } from "next-intl";
import { Controller } from "react-hook-form";
import { Select } from "@/components/ui/select";
import { PlanField, PlanFields, type OfPlan } from "./plan-fields";

/** Name and basis; of a new plan also its code and kind. */
export function AboutFields({ form, isNew }: OfPlan & { isNew: boolean }) {
  const t = useTranslations("plans.form");
  const words = useTranslations("plans");
  const subscription = useTranslations("subscription.form");
  return (
    <PlanFields
      title={t("about")}
      lead={t("aboutLead")}
      className="grid gap-x-6 gap-y-5 sm:grid-cols-2"
    >
      <PlanField form={form} name="name" label={t("name")} isWord />
      {isNew ? (
        <PlanField form={form} name="code" label={t("code")} hint={t("codeHint")} isWord />
      ) : null}
      {isNew ? (
        <div className="flex flex-col gap-1.5">
          <Controller
            control={form.control}
            name="kind"
            render={({ field }) => (
              <Select
                label={subscription("kind")}
                items={(["postpaid", "prepaid", "subscription"] as const).map((value) => ({
                  value,
                  label: words(`kind_${value}`),
                }))}
                value={field.value}
                onChange={field.onChange}
              />
            )}
          />
          <p className="text-sm text-ink-soft">{subscription("kindHint")}</p>
        </div>
      ) : null}
      {isNew ? (
        <div className="flex flex-col gap-1.5">
          <Controller
            control={form.control}
            name="mode"
            render={({ field }) => (
              <Select
                label={t("mode")}
                items={(["cost_plus", "own_tariff"] as const).map((value) => ({
                  value,
                  label: words(`mode_${value}`),
                }))}
                value={field.value}
                onChange={field.onChange}
              />
            )}
          />
          <p className="text-sm text-ink-soft">{t("modeHint")}</p>
        </div>
      ) : null}
      <div className="flex flex-col gap-1.5">
        <Controller
          control={form.control}
          name="basis"
          render={({ field }) => (
            <Select
              label={t("basis")}
              items={(["gross", "net"] as const).map((value) => ({
                value,
                label: words(`basis_${value}`),
              }))}
              value={field.value}
              onChange={field.onChange}
            />
          )}
        />
        <p className="text-sm text-ink-soft">{t("basisHint")}</p>
      </div>
    </PlanFields>
  );
}
