import { and, eq, isNull } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { documentFiles, issuedDocuments } from "@/db/schema/invoices";
import type { Ctx } from "@/services/context";

/** Issued documents that have no PDF yet (at most 100). */
export async function findUnrenderedDocuments(ctx: Ctx): Promise<Id<"document">[]> {
  const rows = await ctx.db
    .select({ id: issuedDocuments.id })
    .from(issuedDocuments)
    .leftJoin(
      documentFiles,
      and(
        eq(documentFiles.tenantId, issuedDocuments.tenantId),
        eq(documentFiles.documentId, issuedDocuments.id),
        eq(documentFiles.format, "pdf"),
      ),
    )
    .where(and(eq(issuedDocuments.tenantId, ctx.tenantId), isNull(documentFiles.documentId)))
    .limit(100);
  return rows.map(({ id }) => id);
}
