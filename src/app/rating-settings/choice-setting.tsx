"use client";

import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/cn";

/** One of few, with what it means and what difference it makes. The usual choice is marked. */
export function ChoiceSetting<V extends string | boolean>({
  label,
  meaning,
  example,
  items,
  usual,
  value,
  onChange,
  isInline = false,
}: {
  label: string;
  meaning: string;
  example?: string;
  items: readonly { readonly value: V; readonly label: string }[];
  usual: V;
  value: V;
  onChange: (value: V) => void;
  isInline?: boolean;
}) {
  const t = useTranslations("ratingSettings");
  const id = useId();
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <div>
        <h4 id={id} className="font-medium">
          {label}
        </h4>
        <div id={`${id}-help`} className="text-sm text-ink-soft">
          <p>{meaning}</p>
          {example ? <p className="mt-1 border-l-2 border-rule-strong pl-3">{example}</p> : null}
        </div>
      </div>
      <RadioGroup
        aria-labelledby={id}
        aria-describedby={`${id}-help`}
        value={value}
        onValueChange={(next) => onChange(next)}
        className={cn("flex gap-x-6 gap-y-1", isInline ? "flex-row flex-wrap" : "flex-col")}
      >
        {items.map((item) => (
          <label
            key={String(item.value)}
            className="grid min-h-8 grid-cols-[auto_1fr] items-start gap-x-3 py-1"
          >
            <Radio.Root
              value={item.value}
              className="mt-0.5 flex size-5 shrink-0 items-center justify-center rounded-full border border-rule-strong bg-sheet data-checked:border-brand data-checked:bg-brand"
            >
              <Radio.Indicator className="size-2 rounded-full bg-on-brand" />
            </Radio.Root>
            <span className="min-w-0">
              {item.label}
              {item.value === usual ? (
                <>
                  {" "}
                  <Badge tone="neutral">{t("usual")}</Badge>
                </>
              ) : null}
            </span>
          </label>
        ))}
      </RadioGroup>
    </div>
  );
}
