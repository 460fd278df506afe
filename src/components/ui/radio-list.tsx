"use client";

import { useId, type ReactNode } from "react";

/** A choice among a few that are all seen at once, each on a line of its own. */
export function RadioList<V extends string>({
  legend,
  items,
  value,
  onChange,
}: {
  legend: string;
  items: readonly { readonly value: V; readonly label: string; readonly hint?: ReactNode }[];
  value: V;
  onChange: (value: V) => void;
}) {
  const name = useId();
  return (
    <fieldset className="flex flex-col">
      <legend className="pb-1.5 text-sm font-medium">{legend}</legend>
      {items.map((item) => (
        <label
          key={item.value}
          className="flex cursor-pointer items-start gap-3 border-t py-2.5 last:border-b has-checked:font-medium"
        >
          <input
            type="radio"
            name={name}
            checked={item.value === value}
            onChange={() => onChange(item.value)}
            className="mt-1 size-4 shrink-0 accent-brand"
          />
          <span className="min-w-0">
            {item.label}
            {item.hint && item.value === value ? (
              <span className="block text-sm font-normal text-ink-soft">{item.hint}</span>
            ) : null}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
