import { useLocale, useTranslations } from "next-intl";
import { Energy } from "@/components/energy";
import { Money } from "@/components/money";
import { Moment } from "@/components/period";
import { Section } from "@/components/ui/section";
import { SlipLine } from "@/components/ui/slip";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { money } from "@/core/money/money";
import { formatRate } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type Draft = RouterOutputs["finance"]["drivers"]["previewInvoice"]["drafts"][number];
type Line = Draft["lines"][number];

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
          {lines.map((line) => (
            <DraftLine key={line.charge.id} line={line} timeZone={timeZone} />
          ))}
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
      {totals.perRate.map(({ vatRate, vatMinor }) => (
        <SlipLine
          key={vatRate}
          label={t("vatRow", { rate: formatRate(vatRate, locale) })}
          value={<Money value={money(vatMinor, currency)} />}
        />
      ))}
      <SlipLine
        isSum
        label={t("sum")}
        value={<Money value={money(totals.grossMinor, currency)} className="marked text-xl" />}
      />
    </div>
  );
}

function DraftLine({ line, timeZone }: { line: Line; timeZone: string }) {
  const { charge, amounts } = line;
  const { cdrLocation: place, totalEnergy } = charge.cdr;
  const sum = (pick: (amount: Line["amounts"][number]) => bigint) =>
    money(
      amounts.reduce((all, amount) => all + pick(amount), 0n),
      charge.currency,
    );
  return (
    <Tr>
      <Td className="whitespace-nowrap text-ink-soft">
        <Moment at={charge.servicedAt} timeZone={timeZone} show="dayMonth" />
        <span className="block text-sm">
          <Moment at={charge.servicedAt} timeZone={timeZone} show="time" />
        </span>
      </Td>
      <Td>
        <span className="font-medium">{place.name ?? place.address}</span>
        <span className="block text-sm text-ink-soft">
          {[place.city, charge.operator, charge.planName].join(" · ")}
        </span>
        <span className="block text-sm text-ink-soft sm:hidden">
          <Energy microKwh={totalEnergy} />
        </span>
      </Td>
      <Td isFigure className="hidden sm:table-cell">
        <Energy microKwh={totalEnergy} />
      </Td>
      <Td isFigure className="hidden md:table-cell">
        <Money value={sum(({ netMinor }) => netMinor)} />
      </Td>
      <Td isFigure>
        <Money value={sum(({ grossMinor }) => grossMinor)} />
      </Td>
    </Tr>
  );
}
