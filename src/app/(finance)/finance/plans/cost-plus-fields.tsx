"use client";

import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Controller, useFieldArray, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { PlanField, PlanFields, useProblem, type OfPlan } from "./plan-fields";
import { emptyPrice } from "./plan-values";

/** What is added to the operator's price, currency by currency. */
export function CostPlusFields({ form }: OfPlan) {
  const t = useTranslations("plans.form");
  const problem = useProblem({ form });
  const { fields, append, remove } = useFieldArray({ control: form.control, name: "prices" });
  const none = problem("prices");
  return (
    <PlanFields title={t("prices")} lead={t("pricesLead")} className="gap-8">
      {fields.map(({ id }, index) => (
        <PriceFields key={id} form={form} index={index} onRemove={() => remove(index)} />
      ))}
      {none ? (
        <p role="alert" className="text-sm font-medium text-bad">
          {none}
        </p>
      ) : null}
      <Button variant="secondary" className="self-start" onClick={() => append(emptyPrice(""))}>
        <Plus aria-hidden className="size-4" />
        {t("addCurrency")}
      </Button>
    </PlanFields>
  );
}

const AMOUNTS = ["perKwh", "perSession", "maxPrice", "minPrice", "maxTimeAc", "maxTimeDc"] as const;

function PriceFields({ form, index, onRemove }: OfPlan & { index: number; onRemove: () => void }) {
  const t = useTranslations("plans.form");
  const typed = useWatch({ control: form.control, name: `prices.${index}.currency` });
  const currency = typed.trim().toUpperCase();
  const at = `prices.${index}` as const;
  return (
    <fieldset
      aria-label={currency === "" ? t("currency") : currency}
      className="grid min-w-0 gap-x-6 gap-y-5 sm:grid-cols-2"
    >
      <PlanField
        form={form}
        name={`${at}.currency`}
        label={t("currency")}
        hint={t("currencyHint")}
        isWord
      />
      <PlanField
        form={form}
        name={`${at}.percentage`}
        label={t("percentage")}
        hint={t("percentageHint")}
        unit="%"
      />
      {AMOUNTS.map((name) => (
        <PlanField key={name} form={form} name={`${at}.${name}`} label={t(name)} unit={currency} />
      ))}
      <PlanField form={form} name={`${at}.discountRate`} label={t("discountRate")} unit="%" />
      <Controller
        control={form.control}
        name={`${at}.discountOn`}
        render={({ field }) => (
          <Select
            label={t("discountOn")}
            items={(["energy", "all-but-parking", "all"] as const).map((value) => ({
              value,
              label: t(`on_${value}`),
            }))}
            value={field.value}
            onChange={field.onChange}
          />
        )}
      />
      <Button
        variant="quiet"
        size="sm"
        className="justify-self-start sm:col-span-2"
        onClick={onRemove}
      >
        <Trash2 aria-hidden className="size-4" />
        {currency === "" ? t("removeThis") : t("removeCurrency", { currency })}
      </Button>
    </fieldset>
  );
}
