import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";
import { formatPeriod } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";
import { carbonText, priceText } from "./energy-texts";
import { ProblemTexts } from "./problem-texts";

const MOST_PROBLEMS = 12;

/** What would be taken of a file, zone by zone, and what would not and why. */
export function MarketFilePreview({
  read,
}: {
  read: RouterOutputs["operations"]["energy"]["read"];
}) {
  const t = useTranslations("energy.upload");
  const quantities = useTranslations("energy.chart");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  return (
    <div className="flex flex-col gap-4" aria-live="polite">
      <Notice tone={read.points > 0 ? "ok" : "bad"} title={t("taken", { count: read.points })}>
        <ul className="max-h-48 overflow-y-auto text-sm">
          {read.parts.map((part) => {
            const textOf = (micro: bigint) =>
              part.quantity === "price"
                ? priceText(micro, part.currency, locale)
                : carbonText(micro, locale);
            return (
              <li key={`${part.zone} ${part.quantity} ${part.currency}`}>
                {t("part", {
                  zone: part.zone,
                  what: quantities(part.quantity),
                  count: part.points,
                  period: formatPeriod({ start: part.from, end: part.until }, locale, timeZone),
                  lowest: textOf(part.lowestMicro),
                  highest: textOf(part.highestMicro),
                })}
              </li>
            );
          })}
        </ul>
        {read.points > 0 && !read.isNew ? <p className="text-sm">{t("nothingNew")}</p> : null}
      </Notice>
      {read.problems.length > 0 ? (
        <Notice tone="wait" title={t("problems", { count: read.problems.length })}>
          <ProblemTexts problems={read.problems} most={MOST_PROBLEMS} />
        </Notice>
      ) : null}
    </div>
  );
}
