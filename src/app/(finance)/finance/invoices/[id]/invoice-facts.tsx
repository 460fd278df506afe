import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Moment } from "@/components/period";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { money } from "@/core/money/money";
import { formatDay, formatCountry, formatRate } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type Invoice = RouterOutputs["finance"]["invoices"]["get"];

/** Whose it is, what of it is paid, and its VAT rate by rate. */
export function InvoiceFacts({ invoice }: { invoice: Invoice }) {
  const t = useTranslations("finance.invoice");
  const locale = useLocale();
  const { driver, dueOn, finalizedAt, paidAt, timeZone, total, open: left } = invoice;
  return (
    <>
      <Section title={t("facts")}>
        <Facts
          facts={[
            { label: t("total"), value: <Money value={total} className="font-semibold" /> },
            {
              label: t("left"),
              value: left.amountMinor === 0n ? null : <Money value={left} />,
            },
            {
              label: t("driver"),
              value: (
                <Link
                  href={`/finance/drivers/${driver.id}`}
                  className="text-brand underline underline-offset-2"
                >
                  {driver.name}
                </Link>
              ),
            },
            {
              label: t("issued"),
              value: finalizedAt && <Moment at={finalizedAt} timeZone={timeZone} />,
            },
            { label: t("due"), value: dueOn && formatDay(dueOn.toString(), locale) },
            { label: t("paidAt"), value: paidAt && <Moment at={paidAt} timeZone={timeZone} /> },
          ]}
        />
      </Section>
      <Section title={t("vat")}>
        <Table caption={t("vat")}>
          <thead>
            <tr>
              <Th>{t("rate")}</Th>
              <Th isFigure>{t("net")}</Th>
              <Th isFigure>{t("vatAmount")}</Th>
            </tr>
          </thead>
          <tbody>
            {invoice.perRate.map(({ country, category, vatRate, netMinor, vatMinor }) => (
              <Tr key={`${country} ${category} ${vatRate}`}>
                <Td>
                  {category === "S" || category === "Z" ? formatRate(vatRate, locale) : category}
                  <span className="block text-sm text-ink-soft">
                    {formatCountry(country, locale)}
                  </span>
                </Td>
                <Td isFigure>
                  <Money value={money(BigInt(netMinor), invoice.currency)} />
                </Td>
                <Td isFigure>
                  <Money value={money(BigInt(vatMinor), invoice.currency)} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </Section>
    </>
  );
}
