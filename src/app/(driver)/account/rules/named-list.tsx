"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { Tick } from "@/app/(driver)/tick";

/** Something that a rule may name. */
export interface Nameable {
  readonly id: string;
  readonly name: string;
}

/** Any number of a list to tick, folded away behind what is ticked; with nothing ticked it holds for all. */
export function NamedList({
  label,
  any,
  of,
  hint,
  value,
  onChange,
}: {
  label: string;
  /** What is said where nothing is ticked. */
  any: string;
  of: readonly Nameable[];
  hint?: string;
  value: readonly string[];
  onChange: (value: string[]) => void;
}) {
  const t = useTranslations("account.rules");
  const labelId = useId();
  // What was named and is there no more stays named until it is unticked.
  const gone = value.filter((id) => !of.some((one) => one.id === id));
  const all = [...of, ...gone.map((id) => ({ id, name: t("gone") }))];
  const ticked = all.filter(({ id }) => value.includes(id));
  return (
    <details className="border-b pb-2">
      <summary className="min-h-8 cursor-pointer py-1">
        <span id={labelId} className="text-sm font-medium">
          {label}
        </span>
        <span className="text-ink-soft">
          {": "}
          {ticked.length === 0 ? any : ticked.map(({ name }) => name).join(", ")}
        </span>
      </summary>
      <fieldset
        aria-labelledby={labelId}
        className="flex max-h-64 flex-col gap-1 overflow-y-auto py-2 pl-5"
      >
        {all.map(({ id, name }) => (
          <Tick
            key={id}
            label={name}
            isTicked={value.includes(id)}
            onTick={(isTicked) =>
              onChange(isTicked ? [...value, id] : value.filter((one) => one !== id))
            }
          />
        ))}
      </fieldset>
      {hint ? <p className="text-sm text-ink-soft">{hint}</p> : null}
    </details>
  );
}
