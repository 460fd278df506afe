"use client";

import { Select as BaseSelect } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import { cn } from "@/components/cn";
import { controlLook } from "./field";

/** A choice among few. `label` stands above, or is only read aloud with `isLabelHidden`. */
export function Select<V extends string>({
  label,
  isLabelHidden = false,
  items,
  value,
  onChange,
  className,
}: {
  label: string;
  isLabelHidden?: boolean;
  items: readonly { readonly value: V; readonly label: string }[];
  value: V;
  onChange: (value: V) => void;
  className?: string;
}) {
  return (
    <BaseSelect.Root
      items={items}
      value={value}
      onValueChange={(next) => {
        if (next !== null) onChange(next);
      }}
    >
      <div className={cn("flex flex-col gap-1.5", className)}>
        <BaseSelect.Label className={isLabelHidden ? "sr-only" : "text-sm font-medium"}>
          {label}
        </BaseSelect.Label>
        <BaseSelect.Trigger
          // What stands above names it only once the page listens.
          aria-label={label}
          className={cn(
            controlLook,
            "flex items-center justify-between gap-3 text-left hover:bg-sunken",
          )}
        >
          <BaseSelect.Value className="truncate" />
          <BaseSelect.Icon>
            <ChevronsUpDown aria-hidden className="size-4 text-ink-faint" />
          </BaseSelect.Icon>
        </BaseSelect.Trigger>
      </div>
      <BaseSelect.Portal>
        <BaseSelect.Positioner
          className="z-50 outline-hidden"
          sideOffset={4}
          alignItemWithTrigger={false}
        >
          <BaseSelect.Popup className="min-w-(--anchor-width) rounded-xs border border-rule-strong bg-sheet py-1 outline-hidden transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0">
            <BaseSelect.List className="max-h-(--available-height) overflow-y-auto">
              {items.map((item) => (
                <BaseSelect.Item
                  key={item.value}
                  value={item.value}
                  className="grid min-h-9 pointer-coarse:min-h-11 cursor-default grid-cols-[1rem_1fr] items-center gap-2 py-1 pr-5 pl-2.5 outline-hidden select-none data-highlighted:bg-sunken"
                >
                  <BaseSelect.ItemIndicator className="col-start-1">
                    <Check aria-hidden className="size-4" />
                  </BaseSelect.ItemIndicator>
                  <BaseSelect.ItemText className="col-start-2">{item.label}</BaseSelect.ItemText>
                </BaseSelect.Item>
              ))}
            </BaseSelect.List>
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}
