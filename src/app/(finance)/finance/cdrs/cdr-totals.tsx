import { useTranslations } from "next-intl";
import { Energy } from "@/components/energy";
import { MicroMoney } from "@/components/micro-money";
import { Money } from "@/components/money";
import { Section } from "@/components/ui/section";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { money } from "@/core/money/money";
import type { RouterOutputs } from "@/trpc/outputs";

/** What all CDRs that fit the filter come to, a row for each currency. */
export function CdrTotals({
  totals,
}: {
  totals: RouterOutputs["finance"]["cdrs"]["list"]["totals"];
}) {
  const t = useTranslations("finance.cdrs");
  return (
    <Section title={t("totals")}>
      <Table caption={t("totals")}>
        <thead>
          <tr>
            <Th>{t("totalCurrency")}</Th>
            <Th isFigure>{t("totalCdrs")}</Th>
            <Th isFigure>{t("energy")}</Th>
            <Th isFigure>{t("claim")}</Th>
            <Th isFigure>{t("own")}</Th>
            <Th isFigure>{t("difference")}</Th>
            <Th isFigure>{t("totalAccepted")}</Th>
          </tr>
        </thead>
        <tbody>
          {totals.map(({ currency, ...sum }) => (
            <Tr key={currency}>
              <Td className="font-medium">{currency}</Td>
              <Td isFigure>{sum.cdrs}</Td>
              <Td isFigure>
                <Energy microKwh={sum.energyMicroKwh} />
              </Td>
              <Td isFigure>
                <MicroMoney micro={sum.claimedMicro} currency={currency} />
              </Td>
              <Td isFigure>
                <MicroMoney micro={sum.ownMicro} currency={currency} />
                {sum.withoutOwn > 0 ? (
                  <span className="block text-sm text-ink-soft">
                    {t("withoutOwn", { count: sum.withoutOwn })}
                  </span>
                ) : null}
              </Td>
              <Td isFigure>
                <MicroMoney micro={sum.differenceMicro} currency={currency} isSigned />
              </Td>
              <Td isFigure className="font-medium">
                <Money value={money(sum.acceptedCostMinor, currency)} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}
