"use client";

import { Checkbox } from "@base-ui/react/checkbox";
import { Check as Mark } from "lucide-react";
import { useId } from "react";

/** A box to tick, its words, and what ticking it means. */
export function Check({
  label,
  hint,
  isChecked,
  onChange,
}: {
  label: string;
  hint?: string;
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
}) {
  const id = useId();
  return (
    <label className="grid min-h-6 grid-cols-[auto_1fr] gap-x-3">
      <Checkbox.Root
        checked={isChecked}
        onCheckedChange={onChange}
        {...(hint ? { "aria-describedby": id } : {})}
        className="mt-0.5 flex size-5 shrink-0 items-center justify-center rounded-xs border border-rule-strong bg-sheet data-checked:border-brand data-checked:bg-brand"
      >
        <Checkbox.Indicator>
          <Mark aria-hidden className="size-4 text-on-brand" />
        </Checkbox.Indicator>
      </Checkbox.Root>
      <span>{label}</span>
      {hint ? (
        <span id={id} className="col-start-2 text-sm text-ink-soft">
          {hint}
        </span>
      ) : null}
    </label>
  );
}
