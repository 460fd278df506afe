import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatMicro, formatRational, toMicro, type Rational } from "@/core/money/quantity";
import { divRound } from "@/core/money/rounding";
import type { ComponentItem, ExplanationLine, HeldRestriction } from "@/core/rating/explain";
import { formatDecimal, formatEnergy, formatMicroMoney, formatRate } from "@/i18n/formats";
import { SlipLine } from "./ui/slip";

/**
 * The lines of a price, one for each priced segment: what, how much at which price, and why that price held.
 * `currency` is the price's own.
 */
export function PriceLines({
  lines,
  currency,
  roundingMicro = 0n,
}: {
  lines: readonly ExplanationLine[];
  currency: string;
  /** What the one rounding added, 10⁻⁶; 0 shows no line for it. */
  roundingMicro?: bigint;
}) {
  const t = useTranslations("driver.price");
  const describe = useItemWords(currency);
  const locale = useLocale();
  const exact = lines.map((line) => toMicro(line.amount, "half-away"));
  const isFine = [...exact, roundingMicro].some((micro) => micro % 10_000n !== 0n);
  const show = (micro: bigint) => formatMicroMoney(micro, currency, locale, isFine ? 4 : 2);
  const shown = (micro: bigint) => divRound(micro, 100n, "half-away") * 100n;
  const amounts = exact.map((micro) => shown(micro));
  // Whoever adds up what stands here comes to the total: this line also takes what four decimals left out.
  const rounding = shown(sum(exact) + roundingMicro) - sum(amounts);
  return (
    <div>
      {lines.map((line, index) => {
        const { label, note } = describe(line.item);
        return (
          <SlipLine key={index} label={label} note={note} value={show(amounts[index] ?? 0n)} />
        );
      })}
      {rounding === 0n ? null : <SlipLine label={t("rounding")} value={show(rounding)} />}
    </div>
  );
}

function sum(micros: readonly bigint[]): bigint {
  return micros.reduce((all, micro) => all + micro, 0n);
}

function useItemWords(currency: string) {
  const t = useTranslations("driver.price");
  const locale = useLocale();
  const component = useComponentWords(currency);
  return (item: ExplanationLine["item"]): { label: ReactNode; note?: ReactNode } => {
    switch (item.kind) {
      case "component":
        return component(item);
      case "limit":
        return { label: t(item.limit) };
      case "cost": {
        if (item.exchangeRate === null) return { label: t("cost") };
        const rate = formatDecimal(formatMicro(item.exchangeRate), locale);
        return { label: t("cost"), note: t("exchange", { from: item.currency, rate }) };
      }
      case "percentage":
        return { label: t("percentage", { rate: formatRate(item.rate, locale) }) };
      case "per-kwh": {
        const price = formatMicroMoney(item.price, currency, locale);
        return { label: t("perKwh"), note: `${formatEnergy(item.energy, locale, 3)} × ${price}` };
      }
      case "session-fee":
        return { label: t("sessionFee") };
      case "cap":
        return { label: t("cap", { maximum: formatMicroMoney(item.maximum, currency, locale) }) };
      case "floor":
        return { label: t("floor", { minimum: formatMicroMoney(item.minimum, currency, locale) }) };
      case "discount":
        return { label: t("discount", { rate: formatRate(item.rate, locale) }) };
    }
  };
}

function useComponentWords(currency: string) {
  const t = useTranslations("driver.price");
  const locale = useLocale();
  const because = useReasons();
  const figure = (value: Rational) => formatDecimal(formatRational(value, 4), locale, 4);
  return (item: ComponentItem): { label: ReactNode; note: ReactNode } => {
    const what = t(item.dimension);
    const unit = t(`per_${item.unit}`);
    const price = `${formatMicroMoney(item.price, currency, locale)}/${unit}`;
    const isFee = item.unit === "session";
    const amount = isFee ? "" : t("each", { quantity: figure(item.quantity), unit, price });
    const size = item.dimension === "ENERGY" ? `${item.stepSize} Wh` : `${item.stepSize} s`;
    const step =
      item.stepAdded.n > 0n && !isFee
        ? t("step", { added: figure(item.stepAdded), unit, size })
        : "";
    return {
      label: item.phase === "reservation" ? t("reservation", { what }) : what,
      note: (
        <>
          {isFee ? null : startOf(item)}
          {[amount, ...because(item.because), step].filter(Boolean).join(", ")}
        </>
      ),
    };
  };
}

/** When the segment began, by the clock at the place. */
function startOf({ localStart }: ComponentItem): string {
  if (localStart === null) return "";
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(localStart.secondsOfDay / 3600);
  return `${two(hours)}:${two(Math.floor(localStart.secondsOfDay / 60) % 60)} · `;
}

type Weekday = "MONDAY" | "TUESDAY" | "WEDNESDAY" | "THURSDAY" | "FRIDAY" | "SATURDAY" | "SUNDAY";

/** Says the rules that held in words; a window of hours is said as one. */
export function useReasons() {
  const t = useTranslations("driver.price");
  return (held: readonly HeldRestriction[]): string[] => {
    const value = (name: HeldRestriction["name"]) => held.find((one) => one.name === name)?.value;
    const from = value("startTime");
    const to = value("endTime");
    const hours =
      from && to
        ? t("between", { from, to })
        : from
          ? t("from", { from })
          : to && t("until", { to });
    const days = value("dayOfWeek")
      ?.split(" ")
      .map((day) => t(day as Weekday))
      .join(", ");
    const others = held
      .filter(({ name }) => !["startTime", "endTime", "dayOfWeek"].includes(name))
      .map(({ name, value: of }) => t("otherRule", { name, value: of }));
    return [hours, days && t("days", { days }), ...others].filter(
      (text): text is string => typeof text === "string" && text !== "",
    );
  };
}
