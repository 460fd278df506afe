"use client";

import { useTranslations } from "next-intl";
import { Select } from "@/components/ui/select";
import { bankColumns } from "@/trpc/inputs/bank";

/** Which column of the file holds what, by place from 0. */
export type Mapping = Partial<Record<(typeof bankColumns)[number], number>>;

const NONE = "-";

/** Lets finance say what the columns of a CSV file hold, where we guessed otherwise. */
export function ColumnChoice({
  head,
  mapping,
  onChange,
}: {
  head: readonly string[];
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}) {
  const t = useTranslations("accounting.bank");
  const items = [
    { value: NONE, label: t("none") },
    ...head.map((name, place) => ({
      value: String(place),
      label: name.trim() === "" ? `${place + 1}` : name,
    })),
  ];
  return (
    <fieldset className="grid grid-cols-2 gap-3 sm:grid-cols-3">
      <legend className="pb-2 text-sm font-medium">{t("columns")}</legend>
      {bankColumns.map((column) => (
        <Select
          key={column}
          label={t(`column.${column}`)}
          items={items}
          value={mapping[column] === undefined ? NONE : String(mapping[column])}
          onChange={(value) => {
            const { [column]: _before, ...others } = mapping;
            onChange(value === NONE ? others : { ...others, [column]: Number(value) });
          }}
        />
      ))}
    </fieldset>
  );
}
