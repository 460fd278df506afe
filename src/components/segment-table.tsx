import { useLocale, useTranslations } from "next-intl";
import { formatRational, toMicro } from "@/core/money/quantity";
import { sumLines, type ComponentItem, type ExplanationLine } from "@/core/rating/explain";
import { formatDecimal, formatMicroMoney, formatRate } from "@/i18n/formats";
import { Moment } from "./period";
import { useReasons } from "./price-lines";
import { Table, Td, Th, Tr } from "./ui/table";

/** A price segment by segment, with the element of the tariff that gave it and why it held. */
export function SegmentTable({
  lines,
  currency,
  timeZone,
}: {
  lines: readonly ExplanationLine[];
  currency: string;
  timeZone: string;
}) {
  const t = useTranslations("finance.segment");
  const locale = useLocale();
  const basis = lines[0]?.basis ?? "net";
  const isOneBasis = lines.every((line) => line.basis === basis);
  const amountOf = (line: ExplanationLine) =>
    formatMicroMoney(toMicro(line.amount, "half-away"), currency, locale);
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th className="w-20">{t("when")}</Th>
          <Th>{t("what")}</Th>
          <Th isFigure className="hidden md:table-cell">
            {t("quantity")}
          </Th>
          <Th isFigure className="hidden md:table-cell">
            {t("price")}
          </Th>
          <Th isFigure className="hidden sm:table-cell">
            {t("vat")}
          </Th>
          <Th isFigure>{t("amount")}</Th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => (
          <Segment key={index} line={line} currency={currency} timeZone={timeZone}>
            {amountOf(line)}
          </Segment>
        ))}
      </tbody>
      {isOneBasis ? (
        <tfoot>
          <tr>
            <Td colSpan={2} className="font-semibold">
              {t(`sum_${basis}`)}
            </Td>
            <Td className="hidden md:table-cell" colSpan={2} />
            <Td className="hidden sm:table-cell" />
            <Td isFigure className="font-semibold">
              {formatMicroMoney(toMicro(sumLines(lines), "half-away"), currency, locale)}
            </Td>
          </tr>
        </tfoot>
      ) : null}
    </Table>
  );
}

function Segment({
  line,
  currency,
  timeZone,
  children,
}: {
  line: ExplanationLine;
  currency: string;
  timeZone: string;
  children: string;
}) {
  const words = useTranslations("driver.price");
  const { item } = line;
  const isComponent = item.kind === "component";
  return (
    <Tr>
      <Td className="whitespace-nowrap text-ink-soft">
        {isComponent ? <Moment at={item.periodStart} timeZone={timeZone} show="time" /> : null}
      </Td>
      <Td>
        {isComponent ? (
          <ComponentWords item={item} currency={currency} />
        ) : (
          item.kind === "limit" && words(item.limit)
        )}
      </Td>
      <Td isFigure className="hidden md:table-cell">
        {isComponent ? <Quantity item={item} /> : null}
      </Td>
      <Td isFigure className="hidden md:table-cell">
        {isComponent ? <UnitPrice item={item} currency={currency} /> : null}
      </Td>
      <Td isFigure className="hidden sm:table-cell">
        <Vat line={line} />
      </Td>
      <Td isFigure>{children}</Td>
    </Tr>
  );
}

function ComponentWords({ item, currency }: { item: ComponentItem; currency: string }) {
  const t = useTranslations("finance.segment");
  const words = useTranslations("driver.price");
  const because = useReasons()(item.because);
  const what = words(item.dimension);
  return (
    <>
      <span className="font-medium">
        {item.phase === "reservation" ? words("reservation", { what }) : what}
      </span>
      <span className="block text-sm md:hidden">
        <Quantity item={item} /> × <UnitPrice item={item} currency={currency} />
      </span>
      <span className="block text-sm text-ink-soft">
        {because.length > 0 ? because.join(", ") : t("always")}
      </span>
      <span className="block text-sm text-ink-soft">
        {t("element", { tariff: item.tariffId, element: item.elementIndex + 1 })}
      </span>
      <Step item={item} />
    </>
  );
}

function Step({ item }: { item: ComponentItem }) {
  const t = useTranslations("finance.segment");
  const words = useTranslations("driver.price");
  const locale = useLocale();
  if (item.stepAdded.n <= 0n || item.unit === "session") return null;
  const added = formatDecimal(formatRational(item.stepAdded, 4), locale, 4);
  const size = item.dimension === "ENERGY" ? `${item.stepSize} Wh` : `${item.stepSize} s`;
  return (
    <span className="block text-sm text-wait">
      {t("step", { added, unit: words(`per_${item.unit}`), size })}
    </span>
  );
}

function Quantity({ item }: { item: ComponentItem }) {
  const words = useTranslations("driver.price");
  const locale = useLocale();
  const figure = formatDecimal(formatRational(item.quantity, 4), locale, 4);
  return <>{item.unit === "session" ? figure : `${figure}\u00a0${words(`per_${item.unit}`)}`}</>;
}

function UnitPrice({ item, currency }: { item: ComponentItem; currency: string }) {
  const words = useTranslations("driver.price");
  const price = formatMicroMoney(item.price, currency, useLocale());
  return <>{item.unit === "session" ? price : `${price}/${words(`per_${item.unit}`)}`}</>;
}

function Vat({ line }: { line: ExplanationLine }) {
  const t = useTranslations("finance.segment");
  const locale = useLocale();
  const { tax } = line;
  if (tax.kind === "rate") return <>{formatRate(tax.rate, locale)}</>;
  return (
    <span className="text-sm text-ink-soft">
      {t(tax.kind === "none" ? "vatNone" : "vatUnknown")}
    </span>
  );
}
