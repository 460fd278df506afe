"use client";

import { Checkbox } from "@base-ui/react/checkbox";
import { Check } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { Field, Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { parseAmount } from "@/core/money/written-amount";
import { formatDay, formatMoney } from "@/i18n/formats";
import { partOf, type Creditable, type CreditFields } from "./credit-choice";

type Line = Creditable["lines"][number];

/** How much is credited: all, an amount, or parts of chosen lines. */
export function AmountFields({
  fields,
  creditable,
  onChange,
}: {
  fields: CreditFields;
  creditable: Creditable;
  onChange: (changed: Partial<CreditFields>) => void;
}) {
  const t = useTranslations("credits.dialog");
  const locale = useLocale();
  const { basis, currency } = creditable;
  const label = t(basis === "gross" ? "amountLabel" : "amountLabelNet");
  const isWrong = fields.amount.trim() !== "" && !parseAmount(fields.amount, currency).ok;
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-5 sm:grid-cols-2">
        <Select
          label={t("what")}
          items={(["whole", "amount", "lines"] as const).map((value) => ({
            value,
            label: t(value),
          }))}
          value={fields.what}
          onChange={(what) => onChange({ what })}
        />
        {fields.what === "amount" ? (
          <Field
            name="amount"
            label={`${label} (${currency})`}
            error={isWrong ? t("amountWrong") : undefined}
          >
            <Input
              inputMode="decimal"
              value={fields.amount}
              onValueChange={(amount) => onChange({ amount })}
            />
          </Field>
        ) : null}
      </div>
      <p className="text-sm text-ink-soft">
        {t("left", { amount: formatMoney(creditable.left, locale) })}
      </p>
      {fields.what === "lines" ? (
        <LineFields fields={fields} creditable={creditable} onChange={onChange} />
      ) : null}
    </div>
  );
}

function LineFields({
  fields,
  creditable,
  onChange,
}: {
  fields: CreditFields;
  creditable: Creditable;
  onChange: (changed: Partial<CreditFields>) => void;
}) {
  const t = useTranslations("credits.dialog");
  const write = (seq: number, text: string | null) => {
    const lines = new Map(fields.lines);
    if (text === null) lines.delete(seq);
    else lines.set(seq, text);
    onChange({ lines });
  };
  return (
    <fieldset className="flex flex-col">
      <legend className="pb-1 text-sm font-medium">{t("lines")}</legend>
      <p className="pb-2 text-sm text-ink-soft">{t("lineHint")}</p>
      <ul className="max-h-64 overflow-y-auto border-t">
        {creditable.lines.map((line) => (
          <LineField
            key={line.seq}
            line={line}
            currency={creditable.currency}
            text={fields.lines.get(line.seq) ?? null}
            onWrite={(text) => write(line.seq, text)}
          />
        ))}
      </ul>
    </fieldset>
  );
}

function LineField({
  line,
  currency,
  text,
  onWrite,
}: {
  line: Line;
  currency: string;
  text: string | null;
  onWrite: (text: string | null) => void;
}) {
  const t = useTranslations("credits.dialog");
  const locale = useLocale();
  const { name } = line;
  const day = formatDay(line.day, locale);
  const isWrong = text !== null && partOf(text, currency) === null;
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)_9rem] items-center gap-3 border-b py-2">
      <Checkbox.Root
        checked={text !== null}
        onCheckedChange={(checked) => onWrite(checked ? "" : null)}
        aria-label={`${name}, ${day}`}
        className="flex size-5 items-center justify-center rounded-xs border border-rule-strong data-checked:border-brand data-checked:bg-brand data-checked:text-on-brand"
      >
        <Checkbox.Indicator>
          <Check aria-hidden className="size-4" />
        </Checkbox.Indicator>
      </Checkbox.Root>
      <div className="min-w-0">
        <p className="truncate">{name}</p>
        <p className="text-sm text-ink-soft">
          {day} · {t("left", { amount: formatMoney(line.left, locale) })}
        </p>
      </div>
      {text === null ? null : (
        <Input
          aria-label={t("lineAmount", { line: `${name}, ${day}` })}
          aria-invalid={isWrong || undefined}
          className={isWrong ? "border-bad" : undefined}
          value={text}
          onValueChange={onWrite}
        />
      )}
    </li>
  );
}
