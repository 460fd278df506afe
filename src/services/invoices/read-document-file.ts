import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { documentFiles, invoices, issuedDocuments } from "@/db/schema/invoices";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

/**
 * The stored file of an invoice, for its driver or for finance.
 * @throws ServiceError NOT_FOUND for what is not there or not theirs, UNAVAILABLE while it is being made.
 */
export async function readDocumentFile(
  ctx: Ctx,
  input: { readonly invoiceId: Id<"invoice">; readonly format: "pdf" },
): Promise<{ readonly body: Uint8Array; readonly number: string }> {
  const [row] = await ctx.db
    .select({
      number: issuedDocuments.number,
      driverId: invoices.driverId,
      body: documentFiles.body,
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
    .where(
      and(
        eq(issuedDocuments.tenantId, ctx.tenantId),
        eq(issuedDocuments.invoiceId, input.invoiceId),
      ),
    );
  if (!row || !mayRead(ctx, row.driverId)) {
    throw new ServiceError("NOT_FOUND", "There is no such invoice.");
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
    actor.driverId === driverId ||
    actor.roles.includes("finance") ||
    actor.roles.includes("tenant_admin")
  );
}
