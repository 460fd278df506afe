import { useLocale, useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { money } from "@/core/money/money";
import type { ReplayMonth } from "@/core/plans/plan-replay";
import { formatMonth } from "@/i18n/formats";

/** What a plan would have cost, month by month, beside what was paid for the same charges. */
export function MonthTable({
  name,
  months,
  currency,
}: {
  name: string;
  months: readonly ReplayMonth[];
  currency: string;
}) {
  const t = useTranslations("subscription.compare");
  const locale = useLocale();
  const figure = (minor: bigint) => <Money value={money(minor, currency)} />;
  return (
    <Table caption={t("monthCaption", { name })}>
      <thead>
        <tr>
          <Th>{t("month")}</Th>
          <Th isFigure>{t("count")}</Th>
          <Th isFigure className="hidden sm:table-cell">
            {t("fees")}
          </Th>
          <Th isFigure>{t("total")}</Th>
          <Th isFigure>{t("youPaid")}</Th>
        </tr>
      </thead>
      <tbody>
        {months.map(({ month, charges, chargesMinor, feeMinor, paidMinor }) => (
          <Tr key={month}>
            <Td>{formatMonth(month, locale)}</Td>
            <Td isFigure>{charges}</Td>
            <Td isFigure className="hidden sm:table-cell">
              {figure(feeMinor)}
            </Td>
            <Td isFigure className="font-medium">
              {figure(chargesMinor + feeMinor)}
            </Td>
            <Td isFigure>{figure(paidMinor)}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
