import { useLocale, useTranslations } from "next-intl";
import { MicroMoney } from "@/components/micro-money";
import { Money } from "@/components/money";
import { formatScaled } from "@/core/money/quantity";
import type { Quote as KnownQuote } from "@/core/rating/quote";
import { formatDecimal, formatDuration } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type Place = RouterOutputs["driver"]["charge"]["place"];
type Quote = Place["evses"][number]["connectors"][number]["offer"]["quote"];
type QuotedCharge = KnownQuote["charge"];

/** The parts in the order that Regulation (EU) 2023/1804 art. 5(4) names them. */
const PARTS = ["perKwh", "perMinute", "perSession", "perIdleMinute"] as const;

/** A driver's price at a connector now: each part, and what the charge in mind comes to. Or plainly that it is not known, and why. */
export function PriceParts({ quote }: { quote: Quote }) {
  const t = useTranslations("driver.charge.price");
  if (!quote.ok) return <p className="text-sm text-ink-soft">{t(`unknown.${quote.reason}`)}</p>;
  const { currency, example } = quote.value;
  const parts = PARTS.flatMap((part) => {
    const micro = quote.value[part];
    return micro === null ? [] : [{ part, micro }];
  });
  return (
    <div className="flex flex-col gap-1">
      {parts.length === 0 ? (
        <p>{t("free")}</p>
      ) : (
        <ul aria-label={t("title")} className="flex flex-wrap gap-x-4 gap-y-0.5">
          {parts.map(({ part, micro }) => (
            <li key={part} className="whitespace-nowrap">
              <MicroMoney micro={micro} currency={currency} className="font-semibold" />
              <span className="text-ink-soft"> {t(part)}</span>
            </li>
          ))}
        </ul>
      )}
      <p className="text-sm text-ink-soft">
        <PlannedWords charge={quote.value.charge} />{" "}
        <Money value={example} className="font-medium text-ink" />
      </p>
    </div>
  );
}

/** "30 kWh in 40 min cost about": the charge that a quote is for. */
export function PlannedWords({ charge }: { charge: QuotedCharge }) {
  const t = useTranslations("quote");
  const locale = useLocale();
  const { energy, startAt, chargedAt, isStretched } = charge;
  const lasts = chargedAt.epochMilliseconds - startAt.epochMilliseconds;
  return (
    <>
      {t(isStretched ? "stretched" : "total", {
        energy: `${formatDecimal(formatScaled(energy, 6), locale, 1)}\u00a0kWh`,
        time: formatDuration(lasts),
      })}
    </>
  );
}
