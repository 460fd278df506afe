import { useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Section } from "@/components/ui/section";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";

/** What all invoices that fit the filter come to, a row for each currency. */
export function InvoiceTotals({
  totals,
}: {
  totals: RouterOutputs["finance"]["invoices"]["list"]["totals"];
}) {
  const t = useTranslations("finance.invoices");
  return (
    <Section title={t("totals")}>
      <Table caption={t("totals")}>
        <thead>
          <tr>
            <Th>{t("currency")}</Th>
            <Th isFigure>{t("count")}</Th>
            <Th isFigure>{t("net")}</Th>
            <Th isFigure>{t("vat")}</Th>
            <Th isFigure>{t("total")}</Th>
            <Th isFigure>{t("paid")}</Th>
          </tr>
        </thead>
        <tbody>
          {totals.map((row) => (
            <Tr key={row.total.currency}>
              <Td className="font-medium">{row.total.currency}</Td>
              <Td isFigure>{row.invoices}</Td>
              <Td isFigure>
                <Money value={row.net} />
              </Td>
              <Td isFigure>
                <Money value={row.vat} />
              </Td>
              <Td isFigure className="font-medium">
                <Money value={row.total} />
              </Td>
              <Td isFigure>
                <Money value={row.paid} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}
