import { fromFirstSchema, type FirstInvoiceDocument } from "./first-invoice-document";
import type { InvoiceDocument } from "./invoice-document";

/** What `canonicalText` stored of an invoice, of any schema there was. */
export function readInvoiceDocument(canonical: string): InvoiceDocument {
  const stored = JSON.parse(canonical) as InvoiceDocument | FirstInvoiceDocument;
  return "form" in stored ? stored : fromFirstSchema(stored);
}
