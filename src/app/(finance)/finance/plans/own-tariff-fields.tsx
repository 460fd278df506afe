"use client";

import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Controller, useFieldArray, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { WINDOW_DAYS } from "@/core/plans/plan-draft";
import { PlanField, PlanFields, type OfPlan } from "./plan-fields";

/** What a charge costs by the plan's own tariff. */
export function OwnTariffFields({ form }: OfPlan) {
  const t = useTranslations("plans.form");
  const typed = useWatch({ control: form.control, name: "own.currency" });
  const currency = typed.trim().toUpperCase();
  return (
    <>
      <PlanFields
        title={t("own")}
        lead={t("ownLead")}
        className="grid gap-x-6 gap-y-5 sm:grid-cols-2"
      >
        <PlanField
          form={form}
          name="own.currency"
          label={t("currency")}
          hint={t("currencyHint")}
          isWord
        />
        <PlanField
          form={form}
          name="own.energy"
          label={t("energy")}
          hint={t("energyHint")}
          unit={currency}
        />
        <PlanField form={form} name="own.startFee" label={t("startFee")} unit={currency} />
        <PlanField form={form} name="own.perMinute" label={t("perMinute")} unit={currency} />
        <PlanField
          form={form}
          name="own.idlePerMinute"
          label={t("idlePerMinute")}
          hint={t("idleHint")}
          unit={currency}
        />
      </PlanFields>
      <WindowFields form={form} currency={currency} />
    </>
  );
}

function WindowFields({ form, currency }: OfPlan & { currency: string }) {
  const t = useTranslations("plans.form");
  const { fields, append, remove } = useFieldArray({ control: form.control, name: "own.windows" });
  const empty = { from: "", to: "", days: "all", price: "" } as const;
  return (
    <PlanFields title={t("windows")} lead={t("windowsLead")}>
      {fields.map(({ id }, index) => (
        <fieldset
          key={id}
          aria-label={`${t("windows")} ${index + 1}`}
          className="grid min-w-0 grid-cols-2 items-start gap-x-4 gap-y-3 border-b pb-4 sm:grid-cols-[6rem_6rem_1fr_8rem_auto]"
        >
          <PlanField form={form} name={`own.windows.${index}.from`} label={t("from")} isWord />
          <PlanField form={form} name={`own.windows.${index}.to`} label={t("to")} isWord />
          <Controller
            control={form.control}
            name={`own.windows.${index}.days`}
            render={({ field }) => (
              <Select
                label={t("days")}
                items={WINDOW_DAYS.map((value) => ({ value, label: t(`days_${value}`) }))}
                value={field.value}
                onChange={field.onChange}
              />
            )}
          />
          <PlanField
            form={form}
            name={`own.windows.${index}.price`}
            label={t("windowPrice")}
            unit={currency}
          />
          <Button
            variant="quiet"
            size="icon"
            className="sm:mt-6.5"
            aria-label={t("removeWindow", { number: index + 1 })}
            onClick={() => remove(index)}
          >
            <Trash2 aria-hidden className="size-4" />
          </Button>
        </fieldset>
      ))}
      <Button variant="secondary" className="self-start" onClick={() => append(empty)}>
        <Plus aria-hidden className="size-4" />
        {t("addWindow")}
      </Button>
    </PlanFields>
  );
}
