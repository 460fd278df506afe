"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { dunningActions, type DunningRulesForm } from "@/trpc/inputs/dunning";
import { Check } from "./check";

type Step = DunningRulesForm["steps"][number];

/** One step of the schedule: when, what, and what it costs. */
export function StepFields({
  no,
  step,
  onChange,
  onRemove,
}: {
  no: number;
  step: Step;
  onChange: (next: Step) => void;
  onRemove: () => void;
}) {
  const t = useTranslations("dunning.rules");
  const words = useTranslations("dunning");
  const hasFee = step.action === "reminder" || step.action === "collection_notice";
  return (
    <div className="grid items-end gap-3 border-l-2 border-rule-strong pl-4 sm:grid-cols-[8rem_minmax(0,1fr)_8rem_auto]">
      <Field name={`steps.${no}.afterDays`} label={t("stepDays")}>
        <Input
          isFigure
          required
          inputMode="numeric"
          value={step.afterDays}
          onChange={(event) => onChange({ ...step, afterDays: event.target.value })}
        />
      </Field>
      <Select
        label={t("stepAction")}
        items={dunningActions.map((value) => ({ value, label: words(`step_${value}`) }))}
        value={step.action}
        onChange={(action) =>
          onChange(
            action === "reminder" || action === "collection_notice"
              ? { ...step, action }
              : { ...step, action, fee: "", feeNeedsTerms: false },
          )
        }
      />
      {hasFee ? (
        <Field name={`steps.${no}.fee`} label={t("stepFee")}>
          <Input
            isFigure
            inputMode="decimal"
            value={step.fee}
            onChange={(event) => onChange({ ...step, fee: event.target.value })}
          />
        </Field>
      ) : (
        <span />
      )}
      <Button variant="quiet" size="icon" aria-label={t("removeStep", { no })} onClick={onRemove}>
        <Trash2 aria-hidden className="size-4" />
      </Button>
      {hasFee && step.fee !== "" ? (
        <div className="sm:col-span-4">
          <Check
            label={t("stepTerms")}
            isChecked={step.feeNeedsTerms}
            onChange={(feeNeedsTerms) => onChange({ ...step, feeNeedsTerms })}
          />
        </div>
      ) : null}
    </div>
  );
}
