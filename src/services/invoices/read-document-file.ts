import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import type { DocumentFormat } from "@/core/invoicing/document-format";
import { documentFiles, documentRefusals, invoices, issuedDocuments } from "@/db/schema/invoices";
import type { Ctx } from "@/services/context";
import { readsAccount } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";

/**
 * The stored file of an invoice, for its driver or for finance.
 * @throws ServiceError NOT_FOUND for what is not there or not theirs, PRECONDITION where the document cannot be
 * expressed in the format, UNAVAILABLE while the file is being made.
 */
export async function readDocumentFile(
  ctx: Ctx,
  input: { readonly invoiceId: Id<"invoice">; readonly format: DocumentFormat },
): Promise<{ readonly body: Uint8Array; readonly number: string }> {
  const [row] = await ctx.db
    .select({
      number: issuedDocuments.number,
      driverId: invoices.driverId,
      body: documentFiles.body,
      refusedFor: documentRefusals.code,
    })
    .from(issuedDocuments)
    .innerJoin(
      invoices,
      and(
        eq(invoices.tenantId, issuedDocuments.tenantId),
        eq(invoices.id, issuedDocuments.invoiceId),
      ),
    )
    .leftJoin(
      documentFiles,
      and(
        eq(documentFiles.tenantId, issuedDocuments.tenantId),
        eq(documentFiles.documentId, issuedDocuments.id),
        eq(documentFiles.format, input.format),
      ),
    )
    .leftJoin(
      documentRefusals,
      and(
        eq(documentRefusals.tenantId, issuedDocuments.tenantId),
        eq(documentRefusals.documentId, issuedDocuments.id),
        eq(documentRefusals.format, input.format),
      ),
    )
    .where(
      and(
        eq(issuedDocuments.tenantId, ctx.tenantId),
        eq(issuedDocuments.invoiceId, input.invoiceId),
      ),
    );
  if (!row || !mayRead(ctx, row.driverId)) {
    throw new ServiceError("NOT_FOUND", "There is no such invoice.");
  }
  if (!row.body && row.refusedFor !== null) {
    throw new ServiceError("PRECONDITION", "The invoice cannot be expressed in this format.", {
      code: row.refusedFor,
    });
  }
  if (!row.body) {
    throw new ServiceError("UNAVAILABLE", "The file is being made. Try again in a few seconds.");
  }
  return { body: row.body, number: row.number };
}

function mayRead(ctx: Ctx, driverId: Id<"driver">): boolean {
  const { actor } = ctx;
  if (actor.kind !== "user") return actor.kind === "system";
  return (
    readsAccount(ctx, driverId) ||
    actor.roles.includes("finance") ||
    actor.roles.includes("tenant_admin")
  );
}
