import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { readDocument, type IssuedDocument } from "@/core/invoicing/issued-document";
import { issuedDocuments } from "@/db/schema/invoices";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

/** An issued document of any kind, as it was issued; for the worker that renders it. @throws ServiceError NOT_FOUND. */
export async function readCanonical(ctx: Ctx, id: Id<"document">): Promise<IssuedDocument> {
  const [row] = await ctx.db
    .select({ kind: issuedDocuments.kind, canonical: issuedDocuments.canonical })
    .from(issuedDocuments)
    .where(and(eq(issuedDocuments.tenantId, ctx.tenantId), eq(issuedDocuments.id, id)));
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such document.", { id });
  return readDocument(row.kind, row.canonical);
}
