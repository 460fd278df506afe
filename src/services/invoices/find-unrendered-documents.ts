import { and, count, eq, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { documentFormats } from "@/core/invoicing/document-format";
import { documentFiles, documentRefusals, issuedDocuments } from "@/db/schema/invoices";
import type { Ctx } from "@/services/context";

/**
 * Issued documents that miss a file in some format, and no reason says that it will not come (at most 100): all formats
 * of what bills or gives back, the PDF of the rest.
 */
export async function findUnrenderedDocuments(ctx: Ctx): Promise<Id<"document">[]> {
  const [made, refused] = [
    settledIn(ctx, documentFiles, "made"),
    settledIn(ctx, documentRefusals, "refused"),
  ];
  const settled = sql<number>`coalesce(${made.formats}, 0) + coalesce(${refused.formats}, 0)`;
  const expected = sql<number>`case when ${issuedDocuments.kind} in ('invoice', 'credit_note') then ${documentFormats.length}::int else 1 end`;
  const rows = await ctx.db
    .select({ id: issuedDocuments.id })
    .from(issuedDocuments)
    .leftJoin(made, eq(made.documentId, issuedDocuments.id))
    .leftJoin(refused, eq(refused.documentId, issuedDocuments.id))
    .where(and(eq(issuedDocuments.tenantId, ctx.tenantId), sql`${settled} < ${expected}`))
    .limit(100);
  return rows.map(({ id }) => id);
}

// Each format of a document is settled once, by a file or by a refusal.
function settledIn(ctx: Ctx, table: typeof documentFiles | typeof documentRefusals, name: string) {
  return ctx.db
    .select({ documentId: table.documentId, formats: count().as(`${name}_formats`) })
    .from(table)
    .where(eq(table.tenantId, ctx.tenantId))
    .groupBy(table.documentId)
    .as(name);
}
