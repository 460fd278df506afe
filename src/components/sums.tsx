import type { Money as Amount } from "@/core/money/money";
import { cn } from "./cn";
import { Money } from "./money";

/** Sums of several currencies, one under the other: they are never added up. */
export function Sums({
  sums,
  none = "–",
  className,
}: {
  sums: readonly Amount[];
  none?: string;
  className?: string;
}) {
  if (sums.length === 0) return <span className="text-ink-faint">{none}</span>;
  return (
    <span className={cn("flex flex-col", className)}>
      {sums.map((sum) => (
        <Money key={sum.currency} value={sum} />
      ))}
    </span>
  );
}
