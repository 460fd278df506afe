"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Select } from "@/components/ui/select";
import { asId } from "@/core/ids";
import { formatMoney } from "@/i18n/formats";
import { useTRPC } from "@/trpc/client";
import { refusalOf, refusalReasonOf } from "@/trpc/refusal-of";
import { AmountFields } from "./amount-fields";
import {
  selectionOf,
  type Creditable,
  type CreditFields,
  type CreditPreset,
} from "./credit-choice";
import { CreditEffect } from "./credit-effect";
import { useCreditPreview } from "./use-credit-preview";
import { useRefusalWords } from "./use-refusal-words";

const NOTHING: CreditFields = {
  what: "whole",
  amount: "",
  lines: new Map(),
  cause: "goodwill",
  reason: "",
  target: "wallet",
};

/** The fields of a credit note with what they would do beside them. One press makes one credit note. */
export function CreditForm({
  preset,
  creditable,
  onDone,
}: {
  preset: CreditPreset;
  creditable: Creditable;
  onDone: () => void;
}) {
  const t = useTranslations("credits.dialog");
  const action = useTranslations("shell.action");
  const words = useRefusalWords();
  const router = useRouter();
  const { mutateAsync, isPending } = useMutation(
    useTRPC().finance.creditNotes.request.mutationOptions(),
  );
  // Made here and kept: a second press is the same credit note.
  const [id] = useState(() => asId<"creditNote">(crypto.randomUUID()));
  const [fields, setFields] = useState<CreditFields>({
    ...NOTHING,
    target: usualTarget(preset, creditable),
    ...preset.fields,
  });
  const [isMissing, setMissing] = useState(false);
  const set = (changed: Partial<CreditFields>) =>
    setFields((before) => ({ ...before, ...changed }));
  const order = useMemo(() => orderOf(preset, fields, creditable), [preset, fields, creditable]);
  const preview = useCreditPreview(order);
  const submit = async () => {
    if (fields.reason.trim() === "") return setMissing(true);
    if (!order || !preview.data) return;
    try {
      const totalMinor = preview.data.total.amountMinor;
      const { state, number } = await mutateAsync({ ...order, id, totalMinor });
      toast.success(state === "issued" ? t("issued", { number: number ?? "" }) : t("asked"));
      onDone();
      router.refresh();
    } catch (error) {
      const isChanged = refusalOf(error) === "CONFLICT";
      toast.error(isChanged ? t("changed") : words(refusalReasonOf(error)));
      void preview.refetch();
    }
  };
  return (
    <Form onSubmit={submit}>
      {preset.corrections ? null : (
        <AmountFields fields={fields} creditable={creditable} onChange={set} />
      )}
      <WhyFields
        fields={fields}
        creditable={creditable}
        preset={preset}
        isMissing={isMissing}
        onChange={(changed) => {
          set(changed);
          setMissing(false);
        }}
      />
      <CreditEffect preview={preview} isComplete={order !== null} target={fields.target} />
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="secondary" onClick={onDone}>
          {action("cancel")}
        </Button>
        <Button type="submit" isPending={isPending} disabled={!preview.data || preview.isFetching}>
          {preview.data?.needsTwo ? t("ask") : t("issue")}
        </Button>
      </div>
    </Form>
  );
}

// What an operator took back goes back to where it came from; kindness stays with us.
function usualTarget({ corrections }: CreditPreset, { refundable }: Creditable) {
  if (!corrections) return "wallet";
  return refundable.amountMinor > 0n ? "card" : "account";
}

function orderOf(preset: CreditPreset, fields: CreditFields, { currency }: Creditable) {
  const { source, corrections } = preset;
  const { target, cause, reason } = fields;
  if (corrections) {
    const amount = { of: "corrections" as const, ids: corrections.map(asId<"other">) };
    return { source, amount, target, cause, reason };
  }
  const selection = selectionOf(fields, currency);
  return (
    selection && { source, amount: { of: "selection" as const, selection }, target, cause, reason }
  );
}

function WhyFields({
  fields,
  creditable,
  preset,
  isMissing,
  onChange,
}: {
  fields: CreditFields;
  creditable: Creditable;
  preset: CreditPreset;
  isMissing: boolean;
  onChange: (changed: Partial<CreditFields>) => void;
}) {
  const t = useTranslations("credits.dialog");
  const locale = useLocale();
  const amount = formatMoney(creditable.refundable, locale);
  const causes = preset.corrections
    ? [fields.cause]
    : (["goodwill", "dispute", "correction"] as const);
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        <Select
          label={t("cause")}
          items={causes.map((value) => ({ value, label: t(`causes.${value}`) }))}
          value={fields.cause}
          onChange={(cause) => onChange({ cause })}
        />
        {preset.source.of === "charge" ? null : (
          <Select
            label={t("target")}
            items={(["wallet", "card", "account"] as const).map((value) => ({
              value,
              label: t(`targets.${value}`, { amount }),
            }))}
            value={fields.target}
            onChange={(target) => onChange({ target })}
          />
        )}
      </div>
      <Field name="reason" label={t("reason")} error={isMissing ? t("reasonMissing") : undefined}>
        <Input
          render={<textarea rows={2} />}
          className="h-auto py-2"
          maxLength={500}
          value={fields.reason}
          onValueChange={(reason) => onChange({ reason })}
        />
      </Field>
    </>
  );
}
