import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import type { DocumentFormat } from "@/core/invoicing/document-format";
import { documentFiles, documentRefusals, issuedDocuments } from "@/db/schema/invoices";
import type { Ctx } from "@/services/context";
import { readsAccount } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";

/**
 * The stored file of a document of any kind, for the driver whose it is, or for finance.
 * @throws ServiceError NOT_FOUND for what is not there or not theirs, PRECONDITION where the document cannot be
 * expressed in the format, UNAVAILABLE while the file is being made.
 */
export async function readFile(
  ctx: Ctx,
  input: { readonly documentId: Id<"document">; readonly format: DocumentFormat },
): Promise<{ readonly body: Uint8Array; readonly number: string }> {
  const { documentId, format } = input;
  const [row] = await ctx.db
    .select({
      kind: issuedDocuments.kind,
      number: issuedDocuments.number,
      driverId: issuedDocuments.driverId,
      body: documentFiles.body,
      refusedFor: documentRefusals.code,
    })
    .from(issuedDocuments)
    .leftJoin(
      documentFiles,
      and(
        eq(documentFiles.tenantId, issuedDocuments.tenantId),
        eq(documentFiles.documentId, issuedDocuments.id),
        eq(documentFiles.format, format),
      ),
    )
    .leftJoin(
      documentRefusals,
      and(
        eq(documentRefusals.tenantId, issuedDocuments.tenantId),
        eq(documentRefusals.documentId, issuedDocuments.id),
        eq(documentRefusals.format, format),
      ),
    )
    .where(and(eq(issuedDocuments.tenantId, ctx.tenantId), eq(issuedDocuments.id, documentId)));
  if (!row || !mayRead(ctx, row.driverId)) {
    throw new ServiceError("NOT_FOUND", "There is no such document.");
  }
  if (row.body) return { body: row.body, number: row.number };
  if (row.refusedFor !== null) {
    throw new ServiceError("PRECONDITION", "The document cannot be expressed in this format.", {
      code: row.refusedFor,
    });
  }
  if (format !== "pdf" && row.kind !== "invoice" && row.kind !== "credit_note") {
    throw new ServiceError("NOT_FOUND", "A document of this kind has no such file.");
  }
  throw new ServiceError("UNAVAILABLE", "The file is being made. Try again in a few seconds.");
}

function mayRead(ctx: Ctx, driverId: Id<"driver"> | null): boolean {
  const { actor } = ctx;
  if (actor.kind !== "user") return actor.kind === "system";
  return (
    readsAccount(ctx, driverId) ||
    actor.roles.includes("finance") ||
    actor.roles.includes("tenant_admin")
  );
}
