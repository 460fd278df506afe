import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import type { DocumentFormat } from "@/core/invoicing/document-format";

/** The files of a document in a row of a list; says so while they are being made. */
export function FileLinks({
  document,
}: {
  document: {
    readonly id: string;
    readonly number: string;
    readonly formats: readonly DocumentFormat[];
  };
}) {
  const t = useTranslations("documentList");
  const { id, number, formats } = document;
  if (formats.length === 0) return <span className="text-sm text-ink-soft">{t("coming")}</span>;
  return (
    <span className="-mr-2.5 flex flex-wrap justify-end gap-1.5">
      {formats.map((format) => (
        <LinkButton
          key={format}
          href={`/documents/${id}/${format}`}
          variant="quiet"
          size="sm"
          prefetch={false}
          download
          aria-label={t("file", { format: format.toUpperCase(), number })}
        >
          <Download aria-hidden className="size-4" />
          {format.toUpperCase()}
        </LinkButton>
      ))}
    </span>
  );
}
