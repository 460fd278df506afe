import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { found } from "@/app/found";
import type { WithId, WithSearch } from "@/app/page-props";
import { DocumentLinks } from "@/components/document-links";
import { InvoiceSheet } from "@/components/invoice-sheet";
import { Money } from "@/components/money";
import { Status } from "@/components/status";
import { PageHeader } from "@/components/ui/page-header";
import { UnpaidNotices } from "@/app/(driver)/unpaid-notice";
import { requirePerson } from "@/app/require-area";
import { api } from "@/trpc/server";
import { OwnCreditNotes } from "@/app/(driver)/credit-notes/own-credit-notes";
import { InvoicePayments } from "./invoice-payments";
import { WhenDue } from "./when-due";

export async function generateMetadata({ params }: WithId): Promise<Metadata> {
  const { id } = await params;
  const invoice = await found((await api()).driver.invoices.get({ id }));
  const t = await getTranslations("driver.invoices");
  return { title: t("heading", { number: invoice.number }) };
}

export default async function InvoicePage({ params, searchParams }: WithId & WithSearch) {
  const [{ id }, { payment: result }] = await Promise.all([params, searchParams]);
  const [t, invoice, { member }] = await Promise.all([
    getTranslations("driver.invoices"),
    found((await api()).driver.invoices.get({ id })),
    requirePerson(),
  ]);
  const standing = await (await api()).driver.payment.standing({ invoiceId: invoice.id });
  const unpaid = await (await api()).driver.dunning.list();
  const hrefs = invoice.cdrIds.map((cdrId) => (cdrId === null ? null : `/sessions/${cdrId}`));
  return (
    <>
      <PageHeader
        back={{ href: "/invoices", label: t("back") }}
        title={
          <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
            {t("heading", { number: invoice.number })}
            <Status of="invoicePayment" value={invoice.paymentState} className="text-sm" />
          </span>
        }
        lead={
          <p className="flex flex-wrap items-baseline gap-x-4">
            <Money value={invoice.total} className="text-xl font-semibold text-ink" />
            <WhenDue invoice={invoice} />
          </p>
        }
        action={<DocumentLinks href={`/invoices/${id}`} formats={invoice.formats} />}
      />
      <UnpaidNotices
        isOnInvoice
        unpaid={unpaid.filter(({ invoiceId }) => invoiceId === invoice.id)}
      />
      <InvoicePayments
        invoice={invoice}
        standing={standing}
        mayPay={member?.role !== "bookkeeper"}
        result={result === "done" || result === "left" ? result : null}
      />
      <OwnCreditNotes invoiceId={invoice.id} />
      <InvoiceSheet view={invoice.view} lineHrefs={hrefs} linesLabel={t("lines")} />
    </>
  );
}
