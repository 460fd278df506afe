import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Moment } from "@/components/period";
import { Status } from "@/components/status";
import { Table, Td, Th, Tr, rowLinkLook } from "@/components/ui/table";
import { billingMonthOf } from "@/core/plans/billing-period";
import { formatDay, formatMonth } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type List = RouterOutputs["finance"]["invoices"]["list"];
type Invoice = List["invoices"][number];

const WAITS = new Set<Invoice["paymentState"]>(["open", "collecting", "action_needed", "failed"]);

/** Issued invoices in rows; each leads to its page. */
export function InvoiceTable({
  invoices,
  today,
}: {
  invoices: readonly Invoice[];
  today: List["today"];
}) {
  const t = useTranslations("finance.invoices");
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th>{t("number")}</Th>
          <Th className="hidden md:table-cell">{t("driver")}</Th>
          <Th className="hidden lg:table-cell">{t("period")}</Th>
          <Th className="hidden xl:table-cell">{t("issued")}</Th>
          <Th className="hidden sm:table-cell">{t("due")}</Th>
          <Th className="hidden sm:table-cell">{t("state")}</Th>
          <Th isFigure>{t("total")}</Th>
        </tr>
      </thead>
      <tbody>
        {invoices.map((invoice) => (
          <InvoiceRow key={invoice.id} invoice={invoice} today={today} />
        ))}
      </tbody>
    </Table>
  );
}

function InvoiceRow({ invoice, today }: { invoice: Invoice; today: List["today"] }) {
  const t = useTranslations("finance.invoices");
  const locale = useLocale();
  const { dueOn, timeZone, periodStart, paymentState } = invoice;
  const isOverdue =
    dueOn !== null && WAITS.has(paymentState) && Temporal.PlainDate.compare(dueOn, today) < 0;
  const month = formatMonth(billingMonthOf(periodStart, timeZone), locale);
  return (
    <Tr isLink>
      <Td className="whitespace-nowrap">
        <Link href={`/finance/invoices/${invoice.id}`} className={rowLinkLook}>
          {invoice.number}
        </Link>
        <span className="block text-sm text-ink-soft md:hidden">{invoice.driverName}</span>
        <span className="block text-sm text-ink-soft lg:hidden">{month}</span>
      </Td>
      <Td className="hidden md:table-cell">
        {invoice.driverName}
        <span className="block text-sm text-ink-soft">{invoice.driverNumber}</span>
      </Td>
      <Td className="hidden lg:table-cell">
        <span className="block first-letter:uppercase">{month}</span>
        <span className="block text-sm text-ink-soft">{t(invoice.kind)}</span>
      </Td>
      <Td className="hidden whitespace-nowrap xl:table-cell">
        {invoice.finalizedAt ? (
          <Moment at={invoice.finalizedAt} timeZone={timeZone} show="date" />
        ) : null}
      </Td>
      <Td className="hidden whitespace-nowrap sm:table-cell">
        {dueOn ? formatDay(dueOn.toString(), locale) : null}
        {isOverdue ? <span className="block text-sm text-bad">{t("isOverdue")}</span> : null}
      </Td>
      <Td className="hidden sm:table-cell">
        <Status of="invoicePayment" value={paymentState} />
      </Td>
      <Td isFigure>
        <Money value={invoice.total} className="font-medium" />
        <span className="mt-1 block sm:hidden">
          <Status of="invoicePayment" value={paymentState} />
        </span>
      </Td>
    </Tr>
  );
}
