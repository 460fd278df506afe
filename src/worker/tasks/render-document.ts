import { asId } from "@/core/ids";
import { renderEInvoice } from "@/documents/e-invoice";
import { invoiceView } from "@/documents/invoice-view";
import { renderInvoicePdf } from "@/documents/pdf/invoice-pdf";
import { findMissingFormats } from "@/services/invoices/find-missing-formats";
import { readIssuedDocument } from "@/services/invoices/read-issued-document";
import { refuseDocumentFile } from "@/services/invoices/refuse-document-file";
import { storeDocumentFile } from "@/services/invoices/store-document-file";
import type { Task } from "@/worker/task";

/** Renders what an issued document misses, each format once: the PDF, which always can be made, then UBL and CII. */
export const renderDocument: Task = async ({ ctx, id }) => {
  const documentId = asId<"document">(id);
  const document = await readIssuedDocument(ctx, documentId);
  for (const format of await findMissingFormats(ctx, documentId)) {
    if (format === "pdf") {
      const body = await renderInvoicePdf(invoiceView(document));
      await storeDocumentFile(ctx, { documentId, format, body });
      continue;
    }
    const rendered = await renderEInvoice(document, format);
    if (rendered.ok) await storeDocumentFile(ctx, { documentId, format, body: rendered.value });
    else await refuseDocumentFile(ctx, { documentId, format, refusal: rendered.reason });
  }
};
