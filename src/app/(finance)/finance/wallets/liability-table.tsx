import { useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { money } from "@/core/money/money";
import type { RouterOutputs } from "@/trpc/outputs";

type Report = RouterOutputs["finance"]["wallets"]["report"];

/** What wallets hold and owe, currency by currency. */
export function LiabilityTable({ liabilities }: { liabilities: Report["liabilities"] }) {
  const t = useTranslations("wallet.finance");
  return (
    <Table caption={t("liability")}>
      <thead>
        <tr>
          <Th>{t("currency")}</Th>
          <Th isFigure>{t("credit")}</Th>
          <Th isFigure>{t("held")}</Th>
          <Th isFigure>{t("debt")}</Th>
          <Th isFigure>{t("expiring")}</Th>
        </tr>
      </thead>
      <tbody>
        {liabilities.map((one) => {
          const of = (minor: bigint) => <Money value={money(minor, one.currency)} />;
          return (
            <Tr key={one.currency}>
              <Td className="font-medium">{one.currency}</Td>
              <Td isFigure>
                {of(one.creditMinor)}
                <p className="text-sm text-ink-soft">{t("wallets", { count: one.wallets })}</p>
              </Td>
              <Td isFigure>{of(one.heldMinor)}</Td>
              <Td isFigure>
                {of(one.debtMinor)}
                <p className="text-sm text-ink-soft">{t("wallets", { count: one.inDebt })}</p>
              </Td>
              <Td isFigure>{of(one.expiringMinor)}</Td>
            </Tr>
          );
        })}
      </tbody>
    </Table>
  );
}
