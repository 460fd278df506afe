import Link from "next/link";
import { useTranslations } from "next-intl";
import { money } from "@/core/money/money";
import { Money } from "@/components/money";
import { Badge } from "@/components/ui/badge";
import { rowLinkLook, Table, Td, Th, Tr } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";

type Creditors = RouterOutputs["finance"]["settlement"]["list"];
type Standing = Creditors[number]["standings"][number];

/** Operators and what is owed to each, one row a currency. */
export function CreditorTable({ creditors }: { creditors: Creditors }) {
  const t = useTranslations("settlement");
  const sums = (standings: readonly Standing[], of: (one: Standing) => bigint) =>
    standings.map((one) => (
      <Money key={one.currency} className="block" value={money(of(one), one.currency)} />
    ));
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th>{t("operator")}</Th>
          <Th isFigure>{t("unsettled")}</Th>
          <Th isFigure className="hidden md:table-cell">
            {t("approved")}
          </Th>
          <Th isFigure>{t("payable")}</Th>
          <Th className="hidden sm:table-cell">{t("waiting")}</Th>
        </tr>
      </thead>
      <tbody>
        {creditors.map((creditor) => (
          <Tr isLink key={creditor.id}>
            <Td>
              <Link href={`/finance/settlement/${creditor.id}`} className={rowLinkLook}>
                {creditor.name}
              </Link>
              <span className="flex flex-wrap gap-1.5 text-sm text-ink-soft">
                {creditor.party}
                {!creditor.hasIban && <Badge tone="wait">{t("noIban")}</Badge>}
                {creditor.selfBilling && <Badge>{t("selfBilled")}</Badge>}
              </span>
            </Td>
            <Td isFigure>
              {sums(creditor.standings, (one) => one.unsettledMinor)}
              <span className="block text-sm text-ink-soft">
                {t("cdrs", {
                  count: creditor.standings.reduce((sum, { unsettled }) => sum + unsettled, 0),
                })}
              </span>
            </Td>
            <Td isFigure className="hidden md:table-cell">
              {sums(creditor.standings, (one) => one.approvedMinor)}
            </Td>
            <Td isFigure>{sums(creditor.standings, (one) => one.payableMinor)}</Td>
            <Td className="hidden sm:table-cell">
              {creditor.waiting}
              {creditor.troubled > 0 && (
                <span className="block text-sm text-bad">
                  {t("troubled", { count: creditor.troubled })}
                </span>
              )}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
