import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { documentFormats, type DocumentFormat } from "@/core/invoicing/document-format";
import { documentFiles, documentRefusals } from "@/db/schema/invoices";
import type { Ctx } from "@/services/context";

/** The formats in which a document has neither a file nor a reason why it has none; the PDF first. */
export async function findMissingFormats(
  ctx: Ctx,
  documentId: Id<"document">,
): Promise<DocumentFormat[]> {
  const settled = await Promise.all(
    [documentFiles, documentRefusals].map((table) =>
      ctx.db
        .select({ format: table.format })
        .from(table)
        .where(and(eq(table.tenantId, ctx.tenantId), eq(table.documentId, documentId))),
    ),
  );
  const known = new Set(settled.flat().map(({ format }) => format));
  return documentFormats.filter((format) => !known.has(format));
}
