import type { ReactNode } from "react";
import { cn } from "@/components/cn";

/** A receipt: the one raised surface, torn at its foot. For sums and what they are made of. */
export function Slip({ className, children }: { className?: string; children: ReactNode }) {
  return <div className={cn("slip px-5 pt-6 pb-9 sm:px-7", className)}>{children}</div>;
}

/** A label and its amount, joined by dots. `isSum` is the line under the stroke. */
export function SlipLine({
  label,
  note,
  value,
  isSum = false,
}: {
  label: ReactNode;
  note?: ReactNode;
  value: ReactNode;
  isSum?: boolean;
}) {
  return (
    <div className={cn("py-1.5", isSum && "mt-2 border-t border-ink pt-3 font-semibold")}>
      <div className="flex items-baseline-last gap-2">
        <span className="min-w-0">{label}</span>
        <span aria-hidden className={isSum ? "flex-1" : "leader"} />
        <span className="text-right whitespace-nowrap">{value}</span>
      </div>
      {note ? <div className="text-sm text-ink-soft">{note}</div> : null}
    </div>
  );
}
