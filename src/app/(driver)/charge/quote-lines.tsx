import { useLocale, useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { SlipLine } from "@/components/ui/slip";
import { money } from "@/core/money/money";
import { formatScaled } from "@/core/money/quantity";
import type { QuoteLineKind } from "@/core/rating/quote-lines";
import { formatDecimal, formatMicroMoney, type Time } from "@/i18n/formats";

interface Line {
  readonly kind: QuoteLineKind;
  readonly from: Time | null;
  readonly quantity: bigint | null;
  readonly unitPrice: bigint | null;
  readonly amountMinor: bigint;
}

/** An estimated price part by part, in the order that Regulation (EU) 2023/1804 art. 5(4) names them. */
export function QuoteLines({
  lines,
  currency,
  clock,
}: {
  lines: readonly Line[];
  currency: string;
  clock: (at: Time) => string;
}) {
  const t = useTranslations("quote");
  const locale = useLocale();
  const isSplit = (kind: QuoteLineKind) => lines.filter((one) => one.kind === kind).length > 1;
  const sum = lines.reduce((total, { amountMinor }) => total + amountMinor, 0n);
  const noteOf = ({ kind, quantity, unitPrice, from }: Line) => {
    if (kind !== "energy" && kind !== "time" && kind !== "idle") return null;
    if (quantity === null || unitPrice === null) return null;
    const figure = formatDecimal(formatScaled(quantity, 6), locale, kind === "energy" ? 2 : 0);
    const price = formatMicroMoney(unitPrice, currency, locale);
    const counted = t(`count.${kind}`, { quantity: figure, price });
    const begins = isSplit(kind) || kind === "idle";
    return from !== null && begins ? `${counted}, ${t("from", { time: clock(from) })}` : counted;
  };
  return (
    <div>
      {lines.map((line, index) => (
        <SlipLine
          key={index}
          label={t(`line.${line.kind}`)}
          note={noteOf(line)}
          value={<Money value={money(line.amountMinor, currency)} />}
        />
      ))}
      <SlipLine isSum label={t("line.sum")} value={<Money value={money(sum, currency)} />} />
    </div>
  );
}
