import { useTranslations } from "next-intl";
import { MicroMoney } from "@/components/micro-money";
import { Money } from "@/components/money";
import type { RouterOutputs } from "@/trpc/outputs";

type Place = RouterOutputs["driver"]["charge"]["place"];
type Quote = Place["evses"][number]["connectors"][number]["quote"];

/** The parts in the order that Regulation (EU) 2023/1804 art. 5(4) names them. */
const PARTS = ["perKwh", "perMinute", "perSession", "perIdleMinute"] as const;

/** A driver's price at a connector now: each part, and an example. Or plainly that it is not known, and why. */
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
        <ExampleWord /> {t("about")} <Money value={example} className="text-ink" />
      </p>
    </div>
  );
}

function ExampleWord() {
  return <>{useTranslations("driver.charge")("example")}</>;
}
