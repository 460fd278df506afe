import { useTranslations } from "next-intl";
import { showFigures } from "@/core/rating/shown-price";
import type { Basis, Tax } from "@/core/rating/priced-cdr";
import { formatMicroMoney, formatRate } from "@/i18n/formats";
import { wordsOfItem } from "@/i18n/price-words";
import { Moment } from "./period";
import type { SpokenLine } from "./price-lines";
import { Table, Td, Th, Tr } from "./ui/table";
import { usePriceSpeech } from "./use-price-speech";

/** A line with what tells its side of tax. */
export interface SegmentLine extends SpokenLine {
  readonly basis: Basis;
  readonly tax: Tax;
}

/** A price segment by segment, with the element of the tariff that gave it and why it held. */
export function SegmentTable({
  lines,
  currency,
  timeZone,
}: {
  lines: readonly SegmentLine[];
  currency: string;
  timeZone: string;
}) {
  const t = useTranslations("finance.segment");
  const { say, locale } = usePriceSpeech(currency);
  const basis = lines[0]?.basis ?? "net";
  const isOneBasis = lines.every((line) => line.basis === basis);
  const { amounts, rounding, total, digits } = showFigures(lines, currency);
  const show = (micro: bigint) => formatMicroMoney(micro, currency, locale, digits);
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
            {show(amounts[index] ?? 0n)}
          </Segment>
        ))}
      </tbody>
      {isOneBasis ? (
        <tfoot>
          {rounding === 0n ? null : <Foot label={say("rounding")}>{show(rounding)}</Foot>}
          <Foot label={say(`sum_${basis}`)} isSum>
            {show(total)}
          </Foot>
        </tfoot>
      ) : null}
    </Table>
  );
}

function Foot({
  label,
  isSum = false,
  children,
}: {
  label: string;
  isSum?: boolean;
  children: string;
}) {
  const weight = isSum ? "font-semibold" : "";
  return (
    <tr>
      <Td colSpan={2} className={weight}>
        {label}
      </Td>
      <Td className="hidden md:table-cell" colSpan={2} />
      <Td className="hidden sm:table-cell" />
      <Td isFigure className={weight}>
        {children}
      </Td>
    </tr>
  );
}

function Segment({
  line,
  currency,
  timeZone,
  children,
}: {
  line: SegmentLine;
  currency: string;
  timeZone: string;
  children: string;
}) {
  const speech = usePriceSpeech(currency);
  const { item } = line;
  const words = wordsOfItem(item, speech);
  const isComponent = item.kind === "component";
  const small = "block text-sm text-ink-soft";
  return (
    <Tr>
      <Td className="whitespace-nowrap text-ink-soft">
        {isComponent ? <Moment at={item.periodStart} timeZone={timeZone} show="time" /> : null}
      </Td>
      <Td>
        <span className="font-medium">{words.label}</span>
        {isComponent ? (
          <>
            <span className="block text-sm md:hidden">
              {words.quantity === ""
                ? words.price
                : speech.say("times", { quantity: words.quantity, price: words.price })}
            </span>
            <span className={small}>
              {words.because.length > 0 ? words.because.join(", ") : speech.say("always")}
            </span>
            <span className={small}>
              {speech.say("elementOf", {
                tariff: item.tariffId,
                element: item.elementIndex + 1,
              })}
            </span>
          </>
        ) : null}
        {words.note === "" ? null : <span className={small}>{words.note}</span>}
        {words.step === "" ? null : <span className="block text-sm text-wait">{words.step}</span>}
      </Td>
      <Td isFigure className="hidden md:table-cell">
        {words.quantity}
      </Td>
      <Td isFigure className="hidden md:table-cell">
        {words.price}
      </Td>
      <Td isFigure className="hidden sm:table-cell">
        <Vat tax={line.tax} />
      </Td>
      <Td isFigure>{children}</Td>
    </Tr>
  );
}

function Vat({ tax }: { tax: Tax }) {
  const { say, locale } = usePriceSpeech("");
  if (tax.kind === "rate") return <>{formatRate(tax.rate, locale)}</>;
  return (
    <span className="text-sm text-ink-soft">
      {say(tax.kind === "none" ? "vatNone" : "vatUnknown")}
    </span>
  );
}
