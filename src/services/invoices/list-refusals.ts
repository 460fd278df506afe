import { and, asc, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import type { DocumentFormat } from "@/core/invoicing/document-format";
import type { RefusalCode } from "@/core/invoicing/document-refusal";
import { documentRefusals, issuedDocuments } from "@/db/schema/invoices";
import type { Ctx } from "@/services/context";

/** A format that an invoice cannot be expressed in, and why. */
export interface FormatRefusal {
  readonly format: DocumentFormat;
  readonly code: RefusalCode;
  readonly detail: string;
}

/** The formats that an invoice cannot be expressed in. */
export async function listRefusals(ctx: Ctx, invoiceId: Id<"invoice">): Promise<FormatRefusal[]> {
  return ctx.db
    .select({
      format: documentRefusals.format,
      code: documentRefusals.code,
      detail: documentRefusals.detail,
    })
    .from(documentRefusals)
    .innerJoin(
      issuedDocuments,
      and(
        eq(issuedDocuments.tenantId, documentRefusals.tenantId),
        eq(issuedDocuments.id, documentRefusals.documentId),
      ),
    )
    .where(
      and(eq(documentRefusals.tenantId, ctx.tenantId), eq(issuedDocuments.invoiceId, invoiceId)),
    )
    .orderBy(asc(documentRefusals.format));
}
