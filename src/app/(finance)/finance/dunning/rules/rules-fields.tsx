"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { DunningRulesForm } from "@/trpc/inputs/dunning";
import { Check } from "./check";
import { StepFields } from "./step-fields";

const NEW_STEP = { afterDays: "", action: "reminder", fee: "", feeNeedsTerms: false } as const;

/** The fields of a country's rules. */
export function RulesFields({
  form,
  onChange,
}: {
  form: DunningRulesForm;
  onChange: (next: DunningRulesForm) => void;
}) {
  const t = useTranslations("dunning.rules");
  const set = (part: Partial<DunningRulesForm>) => onChange({ ...form, ...part });
  const text = (name: "currency" | "retryDays" | "interest" | "leastForFee", maxLength: number) => (
    <Field name={name} label={t(name)}>
      <Input
        isFigure
        maxLength={maxLength}
        autoComplete="off"
        value={form[name]}
        onChange={(event) => set({ [name]: event.target.value })}
      />
    </Field>
  );
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="validFrom" label={t("validFrom")}>
          <Input
            type="date"
            required
            value={form.validFrom}
            onChange={(event) => set({ validFrom: event.target.value })}
          />
        </Field>
        {text("currency", 3)}
      </div>
      <fieldset className="flex flex-col gap-4">
        <legend className="pb-2 font-medium">{t("steps")}</legend>
        {form.steps.map((step, index) => (
          <StepFields
            key={index}
            no={index + 1}
            step={step}
            onChange={(next) =>
              set({ steps: form.steps.map((one, at) => (at === index ? next : one)) })
            }
            onRemove={() => set({ steps: form.steps.filter((_, at) => at !== index) })}
          />
        ))}
        <Button
          variant="secondary"
          size="sm"
          className="self-start"
          onClick={() => set({ steps: [...form.steps, NEW_STEP] })}
        >
          {t("addStep")}
        </Button>
      </fieldset>
      <Check
        label={t("termsNameFees")}
        isChecked={form.termsNameFees}
        onChange={(termsNameFees) => set({ termsNameFees })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        {text("retryDays", 60)}
        {text("leastForFee", 20)}
        {text("interest", 10)}
        <Select
          label={t("interestFrom")}
          items={(["due_day", "thirty_days_after_demand"] as const).map((value) => ({
            value,
            label: t(value),
          }))}
          value={form.interestFrom}
          onChange={(interestFrom) => set({ interestFrom })}
        />
      </div>
      <Field name="source" label={t("source")}>
        <Input
          required
          maxLength={500}
          value={form.source}
          onChange={(event) => set({ source: event.target.value })}
        />
      </Field>
    </>
  );
}
