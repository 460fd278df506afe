import { asId } from "@/core/ids";
import { billedDocument } from "@/core/invoicing/billed-document";
import { renderEInvoice } from "@/documents/e-invoice";
import { renderPdf } from "@/documents/pdf/render-pdf";
import { printDocument } from "@/documents/print-document";
import { readCanonical } from "@/services/documents/read-canonical";
import { findMissingFormats } from "@/services/invoices/find-missing-formats";
import { refuseDocumentFile } from "@/services/invoices/refuse-document-file";
import { storeDocumentFile } from "@/services/invoices/store-document-file";
import type { Task } from "@/worker/task";

/**
 * Renders what an issued document misses, each format once: the PDF, which always can be made, then UBL and CII of
 * what bills or gives back.
 */
export const renderDocument: Task = async ({ ctx, id }) => {
  const documentId = asId<"document">(id);
  const issued = await readCanonical(ctx, documentId);
  const billed = billedDocument(issued);
  for (const format of await findMissingFormats(ctx, documentId)) {
    if (format === "pdf") {
      const body = await renderPdf(printDocument(issued));
      await storeDocumentFile(ctx, { documentId, format, body });
      continue;
    }
    if (billed === null) continue;
    const rendered = await renderEInvoice(billed, format);
    if (rendered.ok) await storeDocumentFile(ctx, { documentId, format, body: rendered.value });
    else await refuseDocumentFile(ctx, { documentId, format, refusal: rendered.reason });
  }
};
