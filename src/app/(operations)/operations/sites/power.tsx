import { useLocale } from "next-intl";
import { cn } from "@/components/cn";

/** W as kW. */
export function Power({ watts, className }: { watts: number; className?: string }) {
  const figure = new Intl.NumberFormat(useLocale(), { maximumFractionDigits: 1 });
  return (
    <span className={cn("whitespace-nowrap tabular-nums", className)}>
      {figure.format(watts / 1_000)}
      {" kW"}
    </span>
  );
}

/** A limit as it was described: in A, in kW, or both. Nothing where there is none. */
export function LimitText({ limitA, limitW }: { limitA: number | null; limitW: number | null }) {
  return (
    <span className="whitespace-nowrap tabular-nums">
      {limitA === null ? null : `${limitA} A`}
      {limitA !== null && limitW !== null ? " · " : null}
      {limitW === null ? null : <Power watts={limitW} />}
    </span>
  );
}
