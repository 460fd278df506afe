"use client";

import { useLocale } from "next-intl";
import { money, toDecimalText } from "@/core/money/money";
import { parseAmount } from "@/core/money/written-amount";
import { formatTyped } from "@/i18n/formats";
import { Field, Input } from "./ui/field";

/** What somebody wrote as an amount, in minor units; null where it is none. */
export function readAmount(text: string, currency: string): bigint | null {
  const read = parseAmount(text, currency);
  return read.ok && read.value >= 0n ? read.value : null;
}

/** An amount as it stands in a field: a plain decimal in the reader's language. */
export function useWrittenAmount(): (amountMinor: bigint | null, currency: string) => string {
  const locale = useLocale();
  return (amountMinor, currency) =>
    amountMinor === null ? "" : formatTyped(toDecimalText(money(amountMinor, currency)), locale);
}

/** A field for an amount. */
export function AmountField({
  name,
  label,
  hint,
  error,
  value,
  onChange,
}: {
  name: string;
  label: string;
  hint?: string;
  error?: string | undefined;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <Field name={name} label={label} hint={hint} error={error}>
      <Input
        value={value}
        onChange={(event) => onChange(event.target.value)}
        inputMode="decimal"
        autoComplete="off"
        isFigure
      />
    </Field>
  );
}
