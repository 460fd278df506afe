import { useLocale, useTranslations } from "next-intl";
import { formatScaled } from "@/core/money/quantity";
import { formatDecimal } from "@/i18n/formats";

/** The power that a car charges with, and whether that is our estimate; a dash where nothing is known. */
export function PowerNow({
  power,
}: {
  power: { readonly kw: bigint; readonly source: "reported" | "estimated" } | null;
}) {
  const t = useTranslations("quote.live");
  const locale = useLocale();
  if (power === null) return <>–</>;
  return (
    <>
      <span className="whitespace-nowrap">
        {`${formatDecimal(formatScaled(power.kw, 6), locale, 1)}\u00a0kW`}
      </span>
      {power.source === "estimated" && power.kw > 0n ? (
        <span className="text-sm font-normal text-ink-soft"> {t("powerEstimated")}</span>
      ) : null}
    </>
  );
}
