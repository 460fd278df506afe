import type { ReactNode } from "react";
import { cn } from "@/components/cn";

/** Names and values, one line each. Facts without a value are left out. */
export function Facts({
  facts,
  className,
}: {
  facts: readonly { readonly label: string; readonly value: ReactNode }[];
  className?: string;
}) {
  return (
    <dl className={cn("grid grid-cols-[auto_1fr] gap-x-6 border-t", className)}>
      {facts
        .filter(({ value }) => value !== null && value !== undefined && value !== "")
        .map(({ label, value }) => (
          <div key={label} className="col-span-2 grid grid-cols-subgrid border-b py-2.5">
            <dt className="text-ink-soft">{label}</dt>
            <dd className="min-w-0 text-right break-words sm:text-left">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
