import { useLocale } from "next-intl";
import { formatEnergy } from "@/i18n/formats";
import { cn } from "./cn";

/** Energy held in 10⁻⁶ kWh. */
export function Energy({
  microKwh,
  digits = 2,
  className,
}: {
  microKwh: bigint;
  digits?: number;
  className?: string;
}) {
  const [figure, unit] = formatEnergy(microKwh, useLocale(), digits).split("\u00a0kWh");
  return (
    <span className={cn("whitespace-nowrap tabular-nums", className)}>
      {figure}
      <span className="font-normal">{"\u00a0kWh"}</span>
      {unit}
    </span>
  );
}
