import { useLocale, useTranslations } from "next-intl";
import { useId, type ReactNode } from "react";
import { useClockWord } from "@/app/(driver)/charge/clock-word";
import { cents } from "@/app/(driver)/charge/all-in";
import { Money } from "@/components/money";
import { Slip, SlipLine } from "@/components/ui/slip";
import { money, toRational } from "@/core/money/money";
import { formatScaled } from "@/core/money/quantity";
import type { Quote } from "@/core/rating/quote";
import { allInPerKwh, type QuoteShare, shareOf } from "@/core/rating/quote-shares";
import {
  formatDecimal,
  formatDuration,
  formatMicroMoney,
  formatRate,
  type Time,
} from "@/i18n/formats";

/**
 * The whole price of a charge before it starts: the total, then what the operator asks by kWh, minute and session, then
 * what we add, e-roaming apart. Regulation (EU) 2023/1804 art. 5(4) and 5(5).
 */
export function WholePrice({
  quote,
  operator,
  timeZone,
}: {
  quote: Quote;
  operator: string;
  timeZone: string;
}) {
  const t = useTranslations("find.whole");
  const locale = useLocale();
  const { example, charge, shares, currency, basis } = quote;
  const clock = useClockWord(timeZone, charge.startAt);
  const of = (by: QuoteShare["chargedBy"]) => shares.filter(({ chargedBy }) => chargedBy === by);
  const perKwh = allInPerKwh(toRational(example), charge.energy);
  const lasts = charge.chargedAt.epochMilliseconds - charge.startAt.epochMilliseconds;
  return (
    <Slip className="w-full max-w-lg">
      <p className="text-sm text-ink-soft">
        {t("total", {
          energy: `${formatDecimal(formatScaled(charge.energy, 6), locale, 1)}\u00a0kWh`,
          time: formatDuration(lasts),
        })}
      </p>
      <p className="pt-1 text-3xl font-semibold">
        <Money value={example} className="marked" />
      </p>
      {perKwh === null ? null : (
        <p className="pt-1 pb-4 text-sm text-ink-soft">
          {t("compare", { price: formatMicroMoney(cents(perKwh), currency, locale) })}
        </p>
      )}
      <Shares
        title={t("operator", { operator })}
        nothing={t("operatorNothing", { operator })}
        shares={of("operator")}
        currency={currency}
        clock={clock}
      >
        <SlipLine
          label={t("part")}
          value={<Money value={money(shareOf(shares, "operator"), currency)} />}
        />
      </Shares>
      <Shares
        title={t("ours")}
        nothing={t("oursNothing")}
        shares={of("provider")}
        currency={currency}
        clock={clock}
      >
        <SlipLine label={t("roaming")} value={<Money value={money(0n, currency)} />} />
        <SlipLine
          label={t("part")}
          value={<Money value={money(shareOf(shares, "provider"), currency)} />}
        />
      </Shares>
      {of(null).map(({ kind, amountMinor }) => (
        <SlipLine
          key={kind}
          label={t(`line.${kind}`)}
          note={t("withoutVat")}
          value={<Money value={money(amountMinor, currency)} />}
        />
      ))}
      <SlipLine
        isSum
        label={t("sum")}
        note={
          basis === "gross" ? (
            <span className="flex justify-between gap-4 font-normal">
              {t("vatIn", { rate: formatRate(quote.vatRate, locale) })}
              <Money value={money(quote.vatMinor, currency)} />
            </span>
          ) : null
        }
        value={<Money value={example} />}
      />
    </Slip>
  );
}

/** What one of the two asks, line by line. */
function Shares({
  title,
  nothing,
  shares,
  currency,
  clock,
  children,
}: {
  title: string;
  nothing: string;
  shares: readonly QuoteShare[];
  currency: string;
  clock: (at: Time) => string;
  /** What follows the lines, where there are any. */
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="border-t py-3">
      <p id={id} className="text-sm font-semibold">
        {title}
      </p>
      {shares.length === 0 ? (
        <p className="py-1.5 text-sm text-ink-soft">{nothing}</p>
      ) : (
        <>
          <ShareLines shares={shares} currency={currency} clock={clock} />
          {children}
        </>
      )}
    </section>
  );
}

function ShareLines({
  shares,
  currency,
  clock,
}: {
  shares: readonly QuoteShare[];
  currency: string;
  clock: (at: Time) => string;
}) {
  const t = useTranslations("find.whole.line");
  const words = useTranslations("quote");
  const locale = useLocale();
  const isSplit = (kind: QuoteShare["kind"]) =>
    shares.filter((one) => one.kind === kind).length > 1;
  const noteOf = ({ kind, quantity, unitPrice, rate, from }: QuoteShare) => {
    if (rate !== null) return formatRate(rate, locale);
    const unit = UNITS[kind];
    if (!unit || quantity === null || unitPrice === null) return null;
    const figure = formatDecimal(formatScaled(quantity, 6), locale, unit === "energy" ? 2 : 0);
    const price = formatMicroMoney(unitPrice, currency, locale);
    const counted = words(`count.${unit}`, { quantity: figure, price });
    const begins = isSplit(kind) || kind === "idle";
    return from !== null && begins
      ? `${counted}, ${words("from", { time: clock(from) })}`
      : counted;
  };
  return shares.map((share, index) => (
    <SlipLine
      key={index}
      label={t(share.kind)}
      note={noteOf(share)}
      value={<Money value={money(share.amountMinor, currency)} />}
    />
  ));
}

const UNITS: Partial<Record<QuoteShare["kind"], "energy" | "time" | "idle">> = {
  energy: "energy",
  energyFee: "energy",
  time: "time",
  idle: "idle",
};
