import type { Metadata } from "next";
import { getTimeZone, getTranslations } from "next-intl/server";
import { found } from "@/app/found";
import { pageId } from "@/app/page-id";
import type { WithId } from "@/app/page-props";
import { DocumentLinks } from "@/components/document-links";
import { InvoiceSheet } from "@/components/invoice-sheet";
import { Status } from "@/components/status";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { api } from "@/trpc/server";
import { CreditDialog } from "@/app/(finance)/finance/credit-notes/credit-dialog";
import { InvoiceCreditNotes } from "./invoice-credit-notes";
import { InvoiceEvidence } from "./invoice-evidence";
import { InvoiceFacts } from "./invoice-facts";
import { InvoiceRefusals } from "./invoice-refusals";
import { PaymentAttempts } from "./payment-attempts";

export async function generateMetadata({ params }: WithId): Promise<Metadata> {
  const { number } = await found((await api()).finance.invoices.get({ id: await pageId(params) }));
  const t = await getTranslations("finance.invoice");
  return { title: t("heading", { number }) };
}

export default async function InvoicePage({ params }: WithId) {
  const id = await pageId(params);
  const [t, credits, kinds, ownZone, invoice] = await Promise.all([
    getTranslations("finance.invoice"),
    getTranslations("credits.dialog"),
    getTranslations("finance.invoices"),
    getTimeZone(),
    found((await api()).finance.invoices.get({ id })),
  ]);
  const hrefs = invoice.cdrIds.map((cdrId) => (cdrId === null ? null : `/finance/cdrs/${cdrId}`));
  return (
    <>
      <PageHeader
        back={{ href: "/finance/invoices", label: t("back") }}
        title={
          <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
            {t("heading", { number: invoice.number })}
            <Status of="invoicePayment" value={invoice.paymentState} className="text-sm" />
          </span>
        }
        lead={t("lead", { driver: invoice.driver.name, kind: kinds(invoice.kind) })}
        action={
          <div className="flex flex-wrap items-center gap-2">
            <DocumentLinks href={`/finance/invoices/${id}`} formats={invoice.formats} />
            <CreditDialog
              label={credits("open")}
              size="md"
              preset={{
                source: { of: "invoice", invoiceId: invoice.id },
                number: invoice.number,
              }}
            />
          </div>
        }
      />
      <div className="grid items-start gap-12 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-12 max-xl:order-2">
          <Section title={t("document")}>
            <InvoiceSheet view={invoice.view} lineHrefs={hrefs} linesLabel={t("lines")} />
          </Section>
          <InvoiceEvidence invoice={invoice} timeZone={ownZone} />
        </div>
        <div className="flex min-w-0 flex-col gap-10">
          <InvoiceFacts invoice={invoice} />
          <InvoiceCreditNotes invoiceId={invoice.id} />
          <InvoiceRefusals refusals={invoice.refusals} />
          <PaymentAttempts payments={invoice.payments} timeZone={ownZone} />
        </div>
      </div>
    </>
  );
}
