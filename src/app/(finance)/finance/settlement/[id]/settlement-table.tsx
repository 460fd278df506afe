import { useLocale, useTranslations } from "next-intl";
import { money } from "@/core/money/money";
import { Money } from "@/components/money";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type Settlements = RouterOutputs["finance"]["settlement"]["get"]["settlements"];

/** What was settled with an operator, newest first. */
export function SettlementTable({
  settlements,
  timeZone,
}: {
  settlements: Settlements;
  timeZone: string;
}) {
  const t = useTranslations("settlement.page");
  const top = useTranslations("settlement");
  const locale = useLocale();
  return (
    <Table caption={t("settlementsCaption")}>
      <thead>
        <tr>
          <Th>{t("period")}</Th>
          <Th>{t("document")}</Th>
          <Th isFigure>{t("total")}</Th>
        </tr>
      </thead>
      <tbody>
        {settlements.map((one) => (
          <Tr key={one.id}>
            <Td>
              {formatTime(one.periodStart, locale, timeZone, "month")}
              <span className="block text-sm text-ink-soft">
                {top("cdrs", { count: one.cdrCount })}
              </span>
            </Td>
            <Td>{one.number ?? "–"}</Td>
            <Td isFigure>
              <Money value={money(one.totalMinor, one.currency)} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
