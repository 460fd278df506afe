import { createHash } from "node:crypto";

import type { Id } from "@/core/ids";
import type { DocumentFormat } from "@/core/invoicing/document-format";
import { documentFiles } from "@/db/schema/invoices";
import type { Ctx } from "@/services/context";

/** Keeps a rendered file. The first one stays: a document is rendered once for each format. */
export async function storeDocumentFile(
  ctx: Ctx,
  file: {
    readonly documentId: Id<"document">;
    readonly format: DocumentFormat;
    readonly body: Uint8Array;
  },
): Promise<void> {
  await ctx.db
    .insert(documentFiles)
    .values({
      tenantId: ctx.tenantId,
      ...file,
      sha256: createHash("sha256").update(file.body).digest(),
      createdAt: ctx.clock.now(),
    })
    .onConflictDoNothing();
}
