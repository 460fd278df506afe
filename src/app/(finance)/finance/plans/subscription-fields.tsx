"use client";

import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Controller, useFieldArray, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { FEE_INTERVALS } from "@/core/plans/subscription-terms";
import { PlanField, PlanFields, useProblem, type OfPlan } from "./plan-fields";
import { EMPTY_FEE } from "./plan-values";

/** The fee of a subscription, by currency, and what it includes. */
export function SubscriptionFields({ form }: OfPlan) {
  const t = useTranslations("subscription.form");
  const problem = useProblem({ form });
  const { fields, append, remove } = useFieldArray({
    control: form.control,
    name: "terms.currencies",
  });
  const none = problem("terms.currencies");
  return (
    <PlanFields title={t("terms")} lead={t("termsLead")} className="gap-8">
      <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2">
        <Controller
          control={form.control}
          name="terms.interval"
          render={({ field }) => (
            <Select
              label={t("interval")}
              items={FEE_INTERVALS.map((value) => ({ value, label: t(`interval_${value}`) }))}
              value={field.value}
              onChange={field.onChange}
            />
          )}
        />
        <PlanField
          form={form}
          name="terms.trialDays"
          label={t("trialDays")}
          hint={t("trialHint")}
          unit={t("days")}
        />
        <PlanField form={form} name="terms.includedKwh" label={t("includedKwh")} unit={t("kWh")} />
        <PlanField form={form} name="terms.freeStarts" label={t("freeStarts")} />
      </div>
      {fields.map(({ id }, index) => (
        <FeeFields key={id} form={form} index={index} onRemove={() => remove(index)} />
      ))}
      {none ? (
        <p role="alert" className="text-sm font-medium text-bad">
          {none}
        </p>
      ) : null}
      <Button variant="secondary" className="self-start" onClick={() => append(EMPTY_FEE)}>
        <Plus aria-hidden className="size-4" />
        {t("addFee")}
      </Button>
    </PlanFields>
  );
}

function FeeFields({ form, index, onRemove }: OfPlan & { index: number; onRemove: () => void }) {
  const t = useTranslations("subscription.form");
  const typed = useWatch({ control: form.control, name: `terms.currencies.${index}.currency` });
  const currency = typed.trim().toUpperCase();
  const at = `terms.currencies.${index}` as const;
  return (
    <fieldset
      aria-label={currency === "" ? t("currency") : currency}
      className="grid min-w-0 gap-x-6 gap-y-5 sm:grid-cols-2"
    >
      <PlanField form={form} name={`${at}.currency`} label={t("currency")} isWord />
      <PlanField form={form} name={`${at}.fee`} label={t("fee")} unit={currency} />
      <PlanField
        form={form}
        name={`${at}.idleCap`}
        label={t("idleCap")}
        hint={t("idleCapHint")}
        unit={currency}
      />
      <Button
        variant="quiet"
        size="sm"
        className="justify-self-start sm:col-span-2"
        onClick={onRemove}
      >
        <Trash2 aria-hidden className="size-4" />
        {currency === "" ? t("removeThis") : t("removeFee", { currency })}
      </Button>
    </fieldset>
  );
}
