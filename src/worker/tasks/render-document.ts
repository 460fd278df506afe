import { asId } from "@/core/ids";
import { invoiceView } from "@/documents/invoice-view";
import { renderInvoicePdf } from "@/documents/pdf/invoice-pdf";
import { readIssuedDocument } from "@/services/invoices/read-issued-document";
import { storeDocumentFile } from "@/services/invoices/store-document-file";
import type { Task } from "@/worker/task";

/** Renders an issued document's PDF once and stores it. */
export const renderDocument: Task = async ({ ctx, id }) => {
  const documentId = asId<"document">(id);
  const document = await readIssuedDocument(ctx, documentId);
  const body = await renderInvoicePdf(invoiceView(document));
  await storeDocumentFile(ctx, { documentId, format: "pdf", body });
};
