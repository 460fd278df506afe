import type { Id } from "@/core/ids";
import type { EInvoiceFormat } from "@/core/invoicing/document-format";
import type { DocumentRefusal } from "@/core/invoicing/document-refusal";
import { documentRefusals } from "@/db/schema/invoices";
import type { Ctx } from "@/services/context";

/** Notes that a document cannot be expressed in a format, so that nobody waits for the file. The first reason stays. */
export async function refuseDocumentFile(
  ctx: Ctx,
  refused: {
    readonly documentId: Id<"document">;
    readonly format: EInvoiceFormat;
    readonly refusal: DocumentRefusal;
  },
): Promise<void> {
  const { documentId, format, refusal } = refused;
  await ctx.db
    .insert(documentRefusals)
    .values({
      tenantId: ctx.tenantId,
      documentId,
      format,
      ...refusal,
      createdAt: ctx.clock.now(),
    })
    .onConflictDoNothing();
}
