import { useLocale, useTranslations } from "next-intl";
import { formatDecimal } from "@/i18n/formats";

/** How far away something is, as the crow flies. */
export function Distance({ metres }: { metres: number }) {
  const t = useTranslations("driver.charge");
  const locale = useLocale();
  const isFar = metres >= 950;
  const distance = isFar
    ? formatDecimal(String(metres / 1000), locale, metres >= 9_950 ? 0 : 1)
    : formatDecimal(String(Math.max(10, Math.round(metres / 10) * 10)), locale, 0);
  return (
    <span className="font-semibold whitespace-nowrap text-ink tabular-nums">
      {t(isFar ? "distanceKm" : "distanceM", { distance })}
    </span>
  );
}
