import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { found } from "@/app/found";
import { pageId } from "@/app/page-id";
import type { WithId } from "@/app/page-props";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { api } from "@/trpc/server";
import { CreditorFacts } from "./creditor-facts";
import { EditCreditor } from "./edit-creditor";
import { InvoiceTable } from "./invoice-table";
import { ReceiveInvoice } from "./receive-invoice";
import { SettleMonth } from "./settle-month";
import { SettlementTable } from "./settlement-table";

export async function generateMetadata({ params }: WithId): Promise<Metadata> {
  const { creditor } = await found(
    (await api()).finance.settlement.get({ id: await pageId(params) }),
  );
  return { title: creditor.name };
}

export default async function CreditorPage({ params }: WithId) {
  const id = await pageId(params);
  const [top, t, page] = await Promise.all([
    getTranslations("settlement"),
    getTranslations("settlement.page"),
    found((await api()).finance.settlement.get({ id })),
  ]);
  const { creditor, settlements, invoices, openMonths, records, timeZone } = page;
  const currencies = [...new Set(openMonths.map(({ currency }) => currency))];
  const { updatedAt: _, selfBillingAgreedOn, ...details } = creditor;
  const agreedOn = selfBillingAgreedOn?.toString() ?? "";
  return (
    <>
      <PageHeader
        back={{ href: "/finance/settlement", label: top("title") }}
        title={creditor.name}
        lead={`${creditor.countryCode}-${creditor.partyId}`}
      />
      <Section title={t("details")} action={<EditCreditor creditor={{ ...details, agreedOn }} />}>
        <CreditorFacts creditor={creditor} />
      </Section>
      <Section
        title={t("settlements")}
        action={<SettleMonth creditorId={id} openMonths={openMonths} />}
      >
        {settlements.length === 0 ? (
          <Empty title={t("noSettlements")} />
        ) : (
          <SettlementTable settlements={settlements} timeZone={timeZone} />
        )}
      </Section>
      <Section
        title={t("invoices")}
        action={
          <ReceiveInvoice
            creditorId={id}
            records={records}
            currency={currencies[0] ?? invoices[0]?.currency ?? "SEK"}
          />
        }
      >
        {invoices.length === 0 ? (
          <Empty title={t("noInvoices")}>{t("noInvoicesText")}</Empty>
        ) : (
          <InvoiceTable invoices={invoices} />
        )}
      </Section>
    </>
  );
}
