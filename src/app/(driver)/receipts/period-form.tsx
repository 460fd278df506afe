"use client";

import { useLocale, useTranslations } from "next-intl";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useTransition } from "react";
import { Field, Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { formatMonth } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

const purposes = ["business", "private"] as const;

/** A month by one choice, or any days; and which charges of them. All of it is kept in the address. */
export function PeriodForm({
  choices,
  first,
  last,
  isWrong,
}: {
  choices: RouterOutputs["driver"]["receipts"]["choices"];
  first: string;
  last: string;
  isWrong: boolean;
}) {
  const t = useTranslations("receipts.pick");
  const locale = useLocale();
  const [isPending, startTransition] = useTransition();
  const [{ purpose, centre }, set] = useQueryStates(
    {
      first: parseAsString,
      last: parseAsString,
      purpose: parseAsStringLiteral(purposes),
      centre: parseAsString,
    },
    { shallow: false, startTransition, history: "push" },
  );
  const months = [...new Set([choices.today.slice(0, 7), ...choices.months])];
  const month = months.find((one) => first === `${one}-01` && last === lastDayOf(one)) ?? "other";
  const days = (name: "first" | "last", value: string) => {
    if (value !== "") void set({ first, last, [name]: value });
  };
  return (
    <div
      className="grid grid-cols-2 items-end gap-x-4 gap-y-3 sm:flex sm:flex-wrap print:hidden"
      aria-busy={isPending}
    >
      <Select
        label={t("months")}
        className="max-sm:col-span-2 sm:w-48"
        value={month}
        items={[
          ...months.map((value) => ({ value, label: formatMonth(value, locale) })),
          ...(month === "other" ? [{ value: "other", label: "–" }] : []),
        ]}
        onChange={(value) => {
          if (value !== "other") void set({ first: `${value}-01`, last: lastDayOf(value) });
        }}
      />
      <Field name="first" label={t("first")} className="min-w-0 sm:w-40">
        <Input
          key={first}
          type="date"
          defaultValue={first}
          onBlur={(event) => days("first", event.currentTarget.value)}
        />
      </Field>
      <Field
        name="last"
        label={t("last")}
        className="min-w-0 sm:w-40"
        error={isWrong ? t("wrong") : undefined}
      >
        <Input
          key={last}
          type="date"
          defaultValue={last}
          onBlur={(event) => days("last", event.currentTarget.value)}
        />
      </Field>
      {choices.hasPurposes ? (
        <Select
          label={t("purposes.label")}
          className="max-sm:col-span-2 sm:w-48"
          value={purpose ?? "all"}
          items={(["all", ...purposes] as const).map((value) => ({
            value,
            label: t(`purposes.${value}`),
          }))}
          onChange={(value) => void set({ purpose: value === "all" ? null : value })}
        />
      ) : null}
      {choices.costCentres.length > 0 ? (
        <Select
          label={t("centre")}
          className="max-sm:col-span-2 sm:w-56"
          value={centre ?? "all"}
          items={[
            { value: "all", label: t("centreAll") },
            ...choices.costCentres.map(({ id, code, name }) => ({
              value: id,
              label: `${code} ${name}`,
            })),
          ]}
          onChange={(value) => void set({ centre: value === "all" ? null : value })}
        />
      ) : null}
    </div>
  );
}

/** Of a month "2026-11": "2026-11-30". Not every browser has Temporal. */
function lastDayOf(month: string): string {
  const [year = "0", of = "1"] = month.split("-");
  const days = new Date(Date.UTC(Number(year), Number(of), 0)).getUTCDate();
  return `${month}-${String(days).padStart(2, "0")}`;
}
