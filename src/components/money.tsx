import { useLocale } from "next-intl";
import type { Money as Amount } from "@/core/money/money";
import { moneyParts } from "@/i18n/formats";
import { cn } from "./cn";

/** An amount owed. The figures stand out, the currency stands back. */
export function Money({ value, className }: { value: Amount; className?: string }) {
  const parts = moneyParts(value, useLocale());
  return (
    <span className={cn("whitespace-nowrap tabular-nums", className)}>
      {parts.map((part, index) =>
        part.type === "currency" ? (
          <span key={index} className="font-normal">
            {part.value}
          </span>
        ) : (
          part.value
        ),
      )}
    </span>
  );
}
