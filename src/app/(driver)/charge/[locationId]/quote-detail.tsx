import { useLocale, useTranslations } from "next-intl";
import { useClockWord } from "@/app/(driver)/charge/clock-word";
import type { Quote } from "@/core/rating/quote";
import type { PriceStep } from "@/core/rating/quote-course";
import { formatMicroMoney } from "@/i18n/formats";

/** What changes during a planned charge and after it, and its limits. */
export function QuoteDetail({ quote, timeZone }: { quote: Quote; timeZone: string }) {
  const t = useTranslations("quote");
  const locale = useLocale();
  const { currency, changes, limits, charge } = quote;
  const clock = useClockWord(timeZone, charge.startAt);
  const priceOf = (micro: bigint) => formatMicroMoney(micro, currency, locale);
  return (
    <div className="flex flex-col gap-1 text-sm">
      {changes.map((step) => (
        <p key={step.from.toString()}>
          <span className="text-ink-soft">
            {t(step.isEstimated ? "changeAbout" : "change", { time: clock(step.from) })}
          </span>{" "}
          <StepPrices step={step} currency={currency} />
        </p>
      ))}
      <IdleWords quote={quote} clock={clock} />
      {limits.map(({ kind, of, amount }, index) => (
        <p key={index} className="text-ink-soft">
          {t(`limit.${kind}_${of}`, { price: priceOf(amount) })}
        </p>
      ))}
    </div>
  );
}

/** The unit prices of charging that hold from some moment. */
function StepPrices({ step, currency }: { step: PriceStep; currency: string }) {
  const t = useTranslations("quote.unit");
  const locale = useLocale();
  const { perKwh, perMinute } = step;
  const parts = [
    perKwh === null ? "" : t("perKwh", { price: formatMicroMoney(perKwh, currency, locale) }),
    perMinute === null
      ? ""
      : t("perMinute", { price: formatMicroMoney(perMinute, currency, locale) }),
  ].filter(Boolean);
  return <span className="font-medium whitespace-nowrap">{parts.join(" + ") || t("free")}</span>;
}

/** The fee for staying on: from when to when. */
function IdleWords({ quote, clock }: { quote: Quote; clock: (at: Temporal.Instant) => string }) {
  const t = useTranslations("quote.idle");
  const locale = useLocale();
  const at = quote.idle.findIndex(({ perIdleMinute }) => perIdleMinute !== null);
  const step = quote.idle[at];
  if (!step?.perIdleMinute) return <p className="text-ink-soft">{t("none")}</p>;
  const end = quote.idle[at + 1];
  const price = formatMicroMoney(step.perIdleMinute, quote.currency, locale);
  const words = [
    t("after", { price, time: clock(step.from) }) +
      (end ? ` ${t("ends", { time: clock(end.from) })}` : ""),
    step.idleBlockSeconds > 60 ? t("blocks", { minutes: step.idleBlockSeconds / 60 }) : "",
  ];
  return <p className="text-ink-soft">{`${words.filter(Boolean).join(", ")}.`}</p>;
}
