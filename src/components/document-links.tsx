import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import type { DocumentFormat } from "@/core/invoicing/document-format";

const NAMES: Readonly<Record<DocumentFormat, string>> = { pdf: "PDF", ubl: "UBL", cii: "CII" };

/** The files of an invoice, to be taken away: the PDF first, then the e-invoices that could be made. */
export function DocumentLinks({
  href,
  formats,
}: {
  /** The invoice's own address; each file lies below it. */
  href: string;
  formats: readonly DocumentFormat[];
}) {
  const t = useTranslations("shell.documentFiles");
  return (
    <div className="flex flex-wrap items-center gap-2">
      {formats.includes("pdf") ? null : <p className="text-sm text-ink-soft">{t("pdfComing")}</p>}
      {formats.map((format) => (
        <LinkButton
          key={format}
          href={`${href}/${format}`}
          variant="secondary"
          prefetch={false}
          download
          aria-label={format === "pdf" ? t("pdf") : t("eInvoice", { format: NAMES[format] })}
        >
          <Download aria-hidden className="size-4" />
          {format === "pdf" ? t("pdf") : NAMES[format]}
        </LinkButton>
      ))}
    </div>
  );
}
