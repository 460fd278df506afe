import { useLocale, useTranslations } from "next-intl";
import { SegmentTable, type SegmentLine } from "@/components/segment-table";
import { inTimeOrder } from "@/i18n/in-time-order";
import { money, toRational } from "@/core/money/money";
import { showFigures, shownLines } from "@/core/rating/shown-price";
import { formatMicroMoney, formatMoney } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type Charge = NonNullable<RouterOutputs["driver"]["sessions"]["get"]["charge"]>;

/** Every segment of a price in the order of time, with its element, why it held and its VAT; the sum is proved. */
export function PriceExplained({ charge, timeZone }: { charge: Charge; timeZone: string }) {
  const t = useTranslations("receipts.explained");
  const { lines, currency, basis, operator } = charge;
  if (lines.length === 0) return null;
  const minor = basis === "gross" ? charge.grossMinor : charge.netMinor;
  return (
    <details className="mt-4 border-t border-dashed pt-4 print:hidden">
      <summary className="w-fit cursor-pointer underline underline-offset-4">{t("open")}</summary>
      <div className="flex flex-col gap-4 pt-3 text-sm">
        <p className="max-w-prose text-ink-soft">{t("lead")}</p>
        {operator ? <h3 className="font-medium">{t("own")}</h3> : null}
        <SegmentTable
          lines={inTimeOrder(shownLines(lines))}
          currency={currency}
          timeZone={timeZone}
        />
        <Proof lines={lines} currency={currency} minor={minor ?? 0n} />
        {operator ? (
          <>
            <h3 className="font-medium">{t("operator")}</h3>
            <SegmentTable
              lines={inTimeOrder(operator.lines)}
              currency={operator.currency}
              timeZone={timeZone}
            />
            <Proof lines={operator.lines} currency={operator.currency} minor={operator.netMinor} />
          </>
        ) : null}
      </div>
    </details>
  );
}

/** From the sum of the segments to what is owed: "56.0025 + (−0.0025) = 56.00". */
function Proof({
  lines,
  currency,
  minor,
}: {
  lines: readonly SegmentLine[];
  currency: string;
  minor: bigint;
}) {
  const t = useTranslations("receipts.explained");
  const locale = useLocale();
  const owed = money(minor, currency);
  const { amounts, rounding, digits } = showFigures(shownLines(lines), currency, toRational(owed));
  const show = (micro: bigint) => formatMicroMoney(micro, currency, locale, digits);
  const sum = amounts.reduce((total, amount) => total + amount, 0n);
  return (
    <p className="tabular-nums">
      {t("proof", {
        sum: show(sum),
        rounding: show(rounding),
        total: formatMoney(owed, locale),
      })}
    </p>
  );
}
