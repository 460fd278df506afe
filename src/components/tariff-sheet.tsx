import { useTranslations } from "next-intl";
import type { PriceLimit } from "@/core/roaming/price";
import { heldRestrictions } from "@/core/rating/explain";
import type { LintFinding } from "@/core/rating/lint-finding";
import type { PriceComponent, Tariff, TariffElement } from "@/core/roaming/tariff";
import { formatMicroMoney, formatRate } from "@/i18n/formats";
import { priceText, restrictionWords, stepSizeText } from "@/i18n/price-words";
import { useLintWords } from "./lint-list";
import { usePriceSpeech } from "./use-price-speech";

const TAX = { YES: "tax_YES", NO: "tax_NO", "N/A": "tax_NA", none: "tax_none" } as const;

type Worded = Pick<Tariff, "currency" | "elements" | "taxIncluded" | "minPrice" | "maxPrice">;

/** A tariff in words, element by element in the order in which they are tried; beside each its lint. */
export function TariffSheet({
  tariff,
  lint = [],
}: {
  tariff: Worded;
  lint?: readonly LintFinding[];
}) {
  const t = useTranslations("tariffs.sheet");
  const { currency, elements, taxIncluded, minPrice, maxPrice } = tariff;
  return (
    <div className="flex flex-col gap-3">
      <p className="max-w-prose text-sm text-ink-soft">
        {t(TAX[taxIncluded ?? "none"])} {t("order")}
      </p>
      <ol className="border-t border-ink">
        {elements.map((element, index) => (
          <Element
            key={index}
            number={index + 1}
            element={element}
            currency={currency}
            lint={lint.filter(({ elementIndex }) => elementIndex === index)}
          />
        ))}
      </ol>
      {minPrice || maxPrice ? (
        <dl className="flex flex-wrap gap-x-8 gap-y-1">
          <Limit name={t("min")} limit={minPrice} currency={currency} />
          <Limit name={t("max")} limit={maxPrice} currency={currency} />
        </dl>
      ) : null}
    </div>
  );
}

function Element({
  number,
  element,
  currency,
  lint,
}: {
  number: number;
  element: TariffElement;
  currency: string;
  lint: readonly LintFinding[];
}) {
  const speech = usePriceSpeech(currency);
  const sayLint = useLintWords();
  const words = restrictionWords(heldRestrictions(element.restrictions), speech);
  return (
    <li className="grid grid-cols-[2rem_1fr] gap-x-2 border-b py-3 md:grid-cols-[2rem_minmax(0,2fr)_minmax(0,3fr)]">
      <span aria-hidden className="font-mono text-sm leading-6 text-ink-faint">
        {number}
      </span>
      <p className="first-letter:uppercase">
        {words.length > 0 ? words.join(", ") : speech.say("always")}
      </p>
      <ul className="col-start-2 max-md:pt-1 md:col-start-3">
        {element.priceComponents.map((component, index) => (
          <li key={index} className="flex flex-wrap items-baseline gap-x-2">
            <span>{speech.say(component.type)}</span>
            <span className="font-semibold whitespace-nowrap">
              {priceText({ dimension: component.type, price: component.price }, speech)}
            </span>
            <span className="text-sm text-ink-soft">
              <Terms component={component} currency={currency} />
            </span>
          </li>
        ))}
      </ul>
      {lint.length > 0 ? (
        <ul className="col-start-2 pt-1 text-sm text-wait md:col-span-2">
          {lint.map((finding, index) => (
            <li key={index}>{sayLint(finding)}</li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}

function Terms({ component, currency }: { component: PriceComponent; currency: string }) {
  const { say, locale } = usePriceSpeech(currency);
  const { type, stepSize, vat } = component;
  const size = stepSize > 1 && type !== "FLAT" ? stepSizeText(type, stepSize) : null;
  const terms = [
    vat === undefined ? "" : say("vat", { rate: formatRate(vat, locale) }),
    size === null ? "" : say("stepSize", { size }),
  ];
  return <>{terms.filter((term) => term !== "").join(", ")}</>;
}

function Limit({
  name,
  limit,
  currency,
}: {
  name: string;
  limit: PriceLimit | undefined;
  currency: string;
}) {
  const t = useTranslations("tariffs.sheet");
  const { locale } = usePriceSpeech(currency);
  if (!limit) return null;
  const money = (micro: bigint) => formatMicroMoney(micro, currency, locale);
  return (
    <div className="flex gap-2">
      <dt className="text-ink-soft">{name}</dt>
      <dd>
        {t("beforeTax", { amount: money(limit.beforeTaxes) })}
        {limit.afterTaxes === undefined
          ? null
          : `, ${t("afterTax", { amount: money(limit.afterTaxes) })}`}
      </dd>
    </div>
  );
}
