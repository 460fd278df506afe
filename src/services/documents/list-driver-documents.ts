import { and, eq, inArray } from "drizzle-orm";

import { issuedDocuments, type DocumentKind } from "@/db/schema/invoices";
import type { Ctx } from "@/services/context";
import { requireDriverReader } from "@/services/require-role";
import { readPage, type DocumentPage } from "./list-documents";

/** What drivers get besides invoices, which have a list of their own. */
const KINDS: readonly DocumentKind[] = ["credit_note", "receipt", "reminder", "statement"];

/**
 * A page of the acting driver's credit notes, receipts, reminders and statements, newest first.
 * @throws ServiceError FORBIDDEN for people without a driver's account.
 */
export async function listDriverDocuments(
  ctx: Ctx,
  input: { readonly page: number },
): Promise<DocumentPage> {
  const driverId = requireDriverReader(ctx);
  const own = and(
    eq(issuedDocuments.tenantId, ctx.tenantId),
    eq(issuedDocuments.driverId, driverId),
    inArray(issuedDocuments.kind, [...KINDS]),
  );
  return readPage(ctx, own, input.page);
}
