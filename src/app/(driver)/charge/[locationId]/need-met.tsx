import { useLocale, useTranslations } from "next-intl";
import { formatScaled } from "@/core/money/quantity";
import { formatDecimal } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type Need = RouterOutputs["driver"]["charge"]["place"]["need"];

/** Says it where the car can't hold what was asked for. */
export function NeedMet({ need: { asked, charge, car } }: { need: Need }) {
  const t = useTranslations("find.need");
  const locale = useLocale();
  if (car === null || asked.energy === charge.energy) return null;
  const battery = `${formatDecimal(formatScaled(charge.energy, 6), locale, 1)}\u00a0kWh`;
  return <p className="text-sm text-wait">{t("capped", { car: car.name, battery })}</p>;
}
