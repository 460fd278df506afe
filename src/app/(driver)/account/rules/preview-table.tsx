import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { CostCentre, Rule } from "@/app/(driver)/account/account-view";
import { Money } from "@/components/money";
import { Section } from "@/components/ui/section";
import { rowLinkLook, Table, Td, Th, Tr } from "@/components/ui/table";
import { formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type Preview = RouterOutputs["driver"]["account"]["previewRules"];

/** How the rules sort the last 30 days' charges. */
export function PreviewTable({
  preview,
  rules,
  costCentres,
}: {
  preview: Preview;
  rules: readonly Rule[];
  costCentres: readonly CostCentre[];
}) {
  const t = useTranslations("account.preview");
  const words = useTranslations("account.rules");
  const locale = useLocale();
  const { charges, hasMore } = preview;
  const purposeOf = (purpose: "business" | "private", costCentreId: string | null) =>
    [words(purpose), costCentres.find(({ id }) => id === costCentreId)?.code]
      .filter(Boolean)
      .join(", ");
  return (
    <Section title={t("title")}>
      <p className="max-w-prose text-ink-soft">{t("text")}</p>
      {charges.length === 0 ? (
        <p>{t("empty")}</p>
      ) : (
        <Table caption={t("title")}>
          <thead>
            <tr>
              <Th>{t("started")}</Th>
              <Th className="hidden md:table-cell">{t("place")}</Th>
              <Th className="hidden sm:table-cell">{t("who")}</Th>
              <Th>{t("purpose")}</Th>
              <Th className="hidden sm:table-cell">{t("rule")}</Th>
              <Th isFigure>{t("price")}</Th>
            </tr>
          </thead>
          <tbody>
            {charges.map(({ chargeId, cdrId, startedAt, timeZone, price, ...charge }) => (
              <Tr key={chargeId} isLink>
                <Td>
                  <Link href={`/sessions/${cdrId}`} className={rowLinkLook}>
                    {formatTime(startedAt, locale, timeZone, "weekdayTime")}
                  </Link>
                  <span className="block text-sm text-ink-soft md:hidden">{charge.place}</span>
                </Td>
                <Td className="hidden md:table-cell">{charge.place}</Td>
                <Td className="hidden sm:table-cell">{charge.memberName ?? "–"}</Td>
                <Td>{purposeOf(charge.purpose, charge.costCentreId)}</Td>
                <Td className="hidden sm:table-cell">
                  {rules.find(({ id }) => id === charge.ruleId)?.name ?? t("none")}
                </Td>
                <Td isFigure>{price ? <Money value={price} /> : "–"}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
      {hasMore ? (
        <p className="text-sm text-ink-soft">{t("more", { count: charges.length })}</p>
      ) : null}
    </Section>
  );
}
