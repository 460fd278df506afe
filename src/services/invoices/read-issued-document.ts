import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import type { InvoiceDocument } from "@/core/invoicing/invoice-document";
import { readInvoiceDocument } from "@/core/invoicing/read-invoice-document";
import { issuedDocuments } from "@/db/schema/invoices";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

/** An issued document as it was issued; for the worker that renders it. @throws ServiceError NOT_FOUND. */
export async function readIssuedDocument(ctx: Ctx, id: Id<"document">): Promise<InvoiceDocument> {
  const [row] = await ctx.db
    .select({ canonical: issuedDocuments.canonical })
    .from(issuedDocuments)
    .where(and(eq(issuedDocuments.tenantId, ctx.tenantId), eq(issuedDocuments.id, id)));
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such document.", { id });
  return readInvoiceDocument(row.canonical);
}
