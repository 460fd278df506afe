import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { documentFiles, issuedDocuments } from "@/db/schema/invoices";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";

/** A part of a document whose hash was reckoned again: its canonical text, or a file. */
export interface VerifiedPart {
  readonly part: "canonical" | "pdf" | "ubl" | "cii";
  /** SHA-256 as it was stored, hexadecimal. */
  readonly sha256: string;
  readonly isIntact: boolean;
  readonly bytes: number;
}

/** Reckons the hashes of a document and its files again. For finance. @throws ServiceError FORBIDDEN, NOT_FOUND. */
export async function verifyDocument(
  ctx: Ctx,
  id: Id<"document">,
): Promise<{ readonly number: string; readonly parts: readonly VerifiedPart[] }> {
  requireRole(ctx, "finance");
  const [row] = await ctx.db
    .select({
      number: issuedDocuments.number,
      canonical: issuedDocuments.canonical,
      sha256: issuedDocuments.sha256,
    })
    .from(issuedDocuments)
    .where(and(eq(issuedDocuments.tenantId, ctx.tenantId), eq(issuedDocuments.id, id)));
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such document.");
  const files = await ctx.db
    .select({
      format: documentFiles.format,
      body: documentFiles.body,
      sha256: documentFiles.sha256,
    })
    .from(documentFiles)
    .where(and(eq(documentFiles.tenantId, ctx.tenantId), eq(documentFiles.documentId, id)));
  const canonical = new TextEncoder().encode(row.canonical);
  return {
    number: row.number,
    parts: [
      partOf("canonical", canonical, row.sha256),
      ...files.map(({ format, body, sha256 }) => partOf(format, body, sha256)),
    ],
  };
}

function partOf(part: VerifiedPart["part"], body: Uint8Array, stored: Uint8Array): VerifiedPart {
  const reckoned = createHash("sha256").update(body).digest("hex");
  const sha256 = Buffer.from(stored).toString("hex");
  return { part, sha256, isIntact: reckoned === sha256, bytes: body.length };
}
