"use client";

import { Checkbox } from "@base-ui/react/checkbox";
import { Check } from "lucide-react";

/** A box to tick, with its words beside it. */
export function Tick({
  label,
  isTicked,
  onTick,
}: {
  label: string;
  isTicked: boolean;
  onTick: (isTicked: boolean) => void;
}) {
  return (
    <label className="flex min-h-8 items-center gap-3">
      <Checkbox.Root
        checked={isTicked}
        onCheckedChange={onTick}
        className="flex size-5 shrink-0 items-center justify-center rounded-xs border border-rule-strong data-checked:border-brand data-checked:bg-brand data-checked:text-on-brand"
      >
        <Checkbox.Indicator>
          <Check aria-hidden className="size-4" />
        </Checkbox.Indicator>
      </Checkbox.Root>
      {label}
    </label>
  );
}
