import type { Metadata } from "next";
import { Download } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { found } from "@/app/found";
import type { WithId } from "@/app/page-props";
import { PrintButton } from "@/components/print-button";
import { PrintedSheet } from "@/components/printed-sheet";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/trpc/server";

export async function generateMetadata({ params }: WithId): Promise<Metadata> {
  const { id } = await params;
  const locale = await getLocale();
  const { view } = await found((await api()).driver.receipts.statement({ id, locale }));
  return { title: view.title };
}

export default async function ReceiptPage({ params }: WithId) {
  const { id } = await params;
  const [t, session, locale] = await Promise.all([
    getTranslations("receipts.statement"),
    getTranslations("driver.session"),
    getLocale(),
  ]);
  const { view } = await found((await api()).driver.receipts.statement({ id, locale }));
  return (
    <>
      <PageHeader
        back={{ href: `/sessions/${id}`, label: t("back") }}
        title={view.heading}
        action={
          <>
            <LinkButton
              href={`/sessions/${id}/receipt/pdf`}
              variant="secondary"
              prefetch={false}
              download
              aria-label={t("pdfFull")}
            >
              <Download aria-hidden className="size-4" />
              {t("pdf")}
            </LinkButton>
            <PrintButton label={session("print")} />
          </>
        }
      />
      <PrintedSheet view={view} />
    </>
  );
}
