import { useLocale, useTranslations } from "next-intl";
import { formatDecimal } from "@/i18n/formats";

/** What a connector gives at most, in whole kilowatts above ten. */
export function Power({ watts }: { watts: number }) {
  const t = useTranslations("driver.charge");
  const power = formatDecimal(String(watts / 1000), useLocale(), watts >= 10_000 ? 0 : 1);
  return <span className="whitespace-nowrap tabular-nums">{t("power", { power })}</span>;
}
