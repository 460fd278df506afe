import { useLocale, useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import { Table, Td, Th } from "@/components/ui/table";
import { formatDay } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type Gap = RouterOutputs["finance"]["expectedCdrs"]["summary"]["gaps"][number];

/** Days on which an operator's sessions and CDRs differ in number. */
export function GapTable({ gaps }: { gaps: readonly Gap[] }) {
  const t = useTranslations("finance.expected");
  const locale = useLocale();
  return (
    <Section title={t("gaps")}>
      <p className="-mt-3 text-sm text-ink-soft">
        {t(gaps.length === 0 ? "gapsNone" : "gapsNote")}
      </p>
      {gaps.length === 0 ? null : (
        <Table caption={t("gapsCaption")}>
          <thead>
            <tr>
              <Th>{t("day")}</Th>
              <Th className="hidden sm:table-cell">{t("partner")}</Th>
              <Th isFigure>{t("sessions")}</Th>
              <Th isFigure>{t("cdrs")}</Th>
              <Th isFigure>{t("difference")}</Th>
            </tr>
          </thead>
          <tbody>
            {gaps.map(({ day, partnerId, partnerName, sessions, cdrs }) => (
              <tr key={`${day} ${partnerId}`}>
                <Td>
                  <span className="whitespace-nowrap">{formatDay(day, locale)}</span>
                  <span className="block text-sm text-ink-soft sm:hidden">{partnerName}</span>
                </Td>
                <Td className="hidden sm:table-cell">{partnerName}</Td>
                <Td isFigure>{sessions}</Td>
                <Td isFigure>{cdrs}</Td>
                <Td isFigure className={cdrs < sessions ? "font-medium text-bad" : "text-ink-soft"}>
                  {cdrs > sessions ? "+" : "−"}
                  {Math.abs(cdrs - sessions)}
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}
