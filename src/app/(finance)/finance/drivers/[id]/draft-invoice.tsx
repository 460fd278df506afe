import { useLocale, useTranslations } from "next-intl";
import { Energy } from "@/components/energy";
import { Money } from "@/components/money";
import { Moment } from "@/components/period";
import { Section } from "@/components/ui/section";
import { SlipLine } from "@/components/ui/slip";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { money } from "@/core/money/money";
import { sumOf } from "@/core/money/vat-amount";
import { formatRate } from "@/i18n/formats";
import { textOfItem } from "@/i18n/item-words";
import type { RouterOutputs } from "@/trpc/outputs";

type Draft = RouterOutputs["finance"]["drivers"]["previewInvoice"]["drafts"][number];
type Line = Draft["lines"][number];
type ChargeLine = Extract<Line, { kind: "charge" }>;
type ItemLine = Extract<Line, { kind: "item" }>;

/** An invoice as it would be issued now: its charges and its totals. */
export function DraftInvoice({ draft, timeZone }: { draft: Draft; timeZone: string }) {
  const t = useTranslations("finance.driver");
  const { currency, basis, lines, totals } = draft;
  return (
    <Section
      title={t("draft", { currency })}
      action={<p className="text-sm text-ink-soft">{t(`basis_${basis}`)}</p>}
    >
      <Table caption={t("caption", { currency })}>
        <thead>
          <tr>
            <Th className="w-24">{t("ended")}</Th>
            <Th>{t("charge")}</Th>
            <Th isFigure className="hidden sm:table-cell">
              {t("energy")}
            </Th>
            <Th isFigure className="hidden md:table-cell">
              {t("net")}
            </Th>
            <Th isFigure>{t("gross")}</Th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) =>
            line.kind === "charge" ? (
              <ChargeEntry key={line.charge.id} line={line} timeZone={timeZone} />
            ) : (
              <ItemEntry key={line.item.id} line={line} timeZone={timeZone} />
            ),
          )}
        </tbody>
      </Table>
      <Totals currency={currency} totals={totals} />
    </Section>
  );
}

function Totals({ currency, totals }: { currency: string; totals: Draft["totals"] }) {
  const t = useTranslations("finance.driver");
  const locale = useLocale();
  return (
    <div className="ml-auto w-full max-w-sm">
      <SlipLine label={t("netRow")} value={<Money value={money(totals.netMinor, currency)} />} />
      {totals.perRate.map(({ country, category, vatRate, vatMinor }) => (
        <SlipLine
          key={`${country} ${category} ${vatRate}`}
          label={t("vatRow", { rate: formatRate(vatRate, locale) })}
          value={<Money value={money(vatMinor, currency)} />}
        />
      ))}
      <SlipLine
        isSum
        label={t("sum")}
        value={<Money value={money(totals.totalMinor, currency)} className="marked text-xl" />}
      />
    </div>
  );
}

function ChargeEntry({ line, timeZone }: { line: ChargeLine; timeZone: string }) {
  const { charge, amounts } = line;
  const { net, gross } = sumsOf(amounts, charge.currency);
  return (
    <Tr>
      <Td className="whitespace-nowrap text-ink-soft">
        <Moment at={charge.servicedAt} timeZone={timeZone} show="dayMonth" />
        <span className="block text-sm">
          <Moment at={charge.servicedAt} timeZone={timeZone} show="time" />
        </span>
      </Td>
      <Td>
        <span className="font-medium">{charge.place}</span>
        <span className="block text-sm text-ink-soft">
          {[charge.city, charge.operator, charge.planName].join(" · ")}
        </span>
        <span className="block text-sm text-ink-soft sm:hidden">
          <Energy microKwh={charge.energyMicroKwh} />
        </span>
      </Td>
      <Td isFigure className="hidden sm:table-cell">
        <Energy microKwh={charge.energyMicroKwh} />
      </Td>
      <Td isFigure className="hidden md:table-cell">
        <Money value={net} />
      </Td>
      <Td isFigure>
        <Money value={gross} />
      </Td>
    </Tr>
  );
}

function ItemEntry({ line, timeZone }: { line: ItemLine; timeZone: string }) {
  const { item, amounts } = line;
  const { net, gross } = sumsOf(amounts, item.currency);
  const locale = useLocale();
  return (
    <Tr>
      <Td className="whitespace-nowrap text-ink-soft">
        <Moment at={item.servicedAt} timeZone={timeZone} show="dayMonth" />
      </Td>
      <Td>
        <span className="font-medium">{textOfItem(item.words, locale)}</span>
      </Td>
      <Td isFigure className="hidden sm:table-cell" />
      <Td isFigure className="hidden md:table-cell">
        <Money value={net} />
      </Td>
      <Td isFigure>
        <Money value={gross} />
      </Td>
    </Tr>
  );
}

function sumsOf(amounts: Line["amounts"], currency: string) {
  const { netMinor, grossMinor } = sumOf(amounts);
  return { net: money(netMinor, currency), gross: money(grossMinor, currency) };
}
