import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { money } from "@/core/money/money";
import { invoiceTones } from "@/app/(finance)/finance/settlement/invoice-tones";
import { Money } from "@/components/money";
import { Badge } from "@/components/ui/badge";
import { rowLinkLook, Table, Td, Th, Tr } from "@/components/ui/table";
import { formatDay } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type Invoices = RouterOutputs["finance"]["settlement"]["get"]["invoices"];

/** An operator's invoices, newest first. */
export function InvoiceTable({ invoices }: { invoices: Invoices }) {
  const t = useTranslations("settlement.page");
  const words = useTranslations("settlement.invoice");
  const locale = useLocale();
  return (
    <Table caption={t("invoicesCaption")}>
      <thead>
        <tr>
          <Th>{t("number")}</Th>
          <Th className="hidden sm:table-cell">{t("dueOn")}</Th>
          <Th isFigure>{words("total")}</Th>
          <Th>{words("state")}</Th>
        </tr>
      </thead>
      <tbody>
        {invoices.map((invoice) => (
          <Tr isLink key={invoice.id}>
            <Td>
              <Link href={`/finance/settlement/invoices/${invoice.id}`} className={rowLinkLook}>
                {invoice.number}
              </Link>
              <span className="block text-sm text-ink-soft">
                {words(`source.${invoice.source}`)}
              </span>
            </Td>
            <Td className="hidden sm:table-cell">{formatDay(invoice.dueOn.toString(), locale)}</Td>
            <Td isFigure>
              <Money value={money(invoice.totalMinor, invoice.currency)} />
            </Td>
            <Td>
              <Badge tone={invoiceTones[invoice.state]}>{words(`states.${invoice.state}`)}</Badge>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
