import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { money } from "@/core/money/money";
import { found } from "@/app/found";
import { pageId } from "@/app/page-id";
import type { WithId } from "@/app/page-props";
import { Money } from "@/components/money";
import { Badge } from "@/components/ui/badge";
import { Facts } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { formatDay, formatMoney } from "@/i18n/formats";
import { api } from "@/trpc/server";
import { invoiceTones } from "@/app/(finance)/finance/settlement/invoice-tones";
import { InvoiceActions } from "./invoice-actions";
import { LineTable } from "./line-table";

export async function generateMetadata({ params }: WithId): Promise<Metadata> {
  const t = await getTranslations("settlement.invoice");
  const { invoice } = await found(
    (await api()).finance.settlement.invoice({ id: await pageId(params) }),
  );
  return { title: t("title", { number: invoice.number }) };
}

export default async function PartnerInvoicePage({ params }: WithId) {
  const id = await pageId(params);
  const [t, locale, { invoice, operator, lines, verdict, booking }] = await Promise.all([
    getTranslations("settlement.invoice"),
    getLocale(),
    found((await api()).finance.settlement.invoice({ id })),
  ]);
  const { currency } = invoice;
  const sum = (minor: bigint) => formatMoney(money(minor, currency), locale);
  const isOpen = invoice.state !== "approved" && invoice.state !== "paid";
  const legs = booking?.legs.map(({ account: { code }, ...leg }) => ({
    ...leg,
    account: { code },
  }));
  return (
    <>
      <PageHeader
        back={{ href: `/finance/settlement/${invoice.creditorId}`, label: operator }}
        title={
          <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
            {t("title", { number: invoice.number })}
            <Badge tone={invoiceTones[invoice.state]}>{t(`states.${invoice.state}`)}</Badge>
          </span>
        }
        lead={t(`source.${invoice.source}`)}
      />
      <div className="flex flex-col gap-6">
        <Notice tone={verdict.isPayable ? "ok" : "wait"} title={verdictTitle(verdict.isPayable)}>
          {verdict.isPayable
            ? null
            : t("differs", {
                troubles: verdict.troubles,
                accepted: sum(verdict.acceptedMinor),
                net: sum(invoice.netMinor),
              })}
        </Notice>
        {invoice.note && <Notice title={t("note")}>{invoice.note}</Notice>}
        <Facts
          facts={[
            { label: t("net"), value: <Money value={money(invoice.netMinor, currency)} /> },
            {
              label: t("vat"),
              value: `${sum(invoice.vatMinor)} · ${t(`treatment.${invoice.vatTreatment}`)}`,
            },
            { label: t("total"), value: <Money value={money(invoice.totalMinor, currency)} /> },
            { label: t("issued"), value: formatDay(invoice.issuedOn.toString(), locale) },
            { label: t("due"), value: formatDay(invoice.dueOn.toString(), locale) },
          ]}
        />
        {isOpen && <InvoiceActions id={id} isPayable={verdict.isPayable} legs={legs ?? []} />}
      </div>
      <Section title={t("lines")}>
        <LineTable lines={lines} currency={currency} />
      </Section>
    </>
  );

  function verdictTitle(isPayable: boolean): string {
    return isPayable ? t("agrees") : t("states.received");
  }
}
