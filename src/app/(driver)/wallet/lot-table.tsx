import { useLocale, useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Moment } from "@/components/period";
import { Section } from "@/components/ui/section";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { money } from "@/core/money/money";
import { formatMoney } from "@/i18n/formats";
import type { WalletView } from "./wallet-view";

/** What the credit is made of: bought or given, and until when. */
export function LotTable({
  lots,
  currency,
  timeZone,
}: {
  lots: WalletView["lots"];
  currency: string;
  timeZone: string;
}) {
  const t = useTranslations("wallet.own");
  const locale = useLocale();
  if (lots.length === 0) return null;
  return (
    <Section title={t("lots")}>
      <p className="max-w-prose text-ink-soft">{t("lotsText")}</p>
      <Table caption={t("lots")}>
        <thead>
          <tr>
            <Th>{t("lotKind")}</Th>
            <Th className="hidden sm:table-cell">{t("lotFrom")}</Th>
            <Th>{t("lotUntil")}</Th>
            <Th isFigure>{t("lotLeft")}</Th>
          </tr>
        </thead>
        <tbody>
          {lots.map((lot) => (
            <Tr key={lot.id}>
              <Td>
                {t(lot.kind)}
                {lot.reason ? <p className="text-sm text-ink-soft">{lot.reason}</p> : null}
              </Td>
              <Td className="hidden sm:table-cell">
                <Moment at={lot.createdAt} timeZone={timeZone} show="date" />
              </Td>
              <Td>
                {lot.expiresAt ? (
                  <Moment at={lot.expiresAt} timeZone={timeZone} show="date" />
                ) : (
                  <span className="text-ink-soft">{t("noEnd")}</span>
                )}
              </Td>
              <Td isFigure>
                <Money value={money(lot.remainingMinor, currency)} />
                <p className="text-sm text-ink-soft">
                  {t("lotOf", { amount: formatMoney(money(lot.amountMinor, currency), locale) })}
                </p>
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}
