import { and, count, desc, eq } from "drizzle-orm";

import { isId, type Id } from "@/core/ids";
import { creditNotes, type CreditNoteState } from "@/db/schema/credits";
import type { Ctx } from "@/services/context";
import { requireDriverReader, requireRole } from "@/services/require-role";
import { creditNoteItem, creditNoteRows, type CreditNoteItem } from "./credit-note-item";

const PAGE_SIZE = 50;

/** A page of credit notes, newest first. */
export interface CreditNotePage {
  readonly notes: readonly CreditNoteItem[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

/**
 * Credit notes, of one invoice or in one state where asked. For finance.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function listCreditNotes(
  ctx: Ctx,
  filter: {
    readonly state?: CreditNoteState | undefined;
    readonly invoiceId?: string | undefined;
    readonly page: number;
  },
): Promise<CreditNotePage> {
  requireRole(ctx, "finance");
  const { state, invoiceId, page } = filter;
  const wanted = and(
    eq(creditNotes.tenantId, ctx.tenantId),
    ...(state ? [eq(creditNotes.state, state)] : []),
    ...(invoiceId && isId(invoiceId)
      ? [eq(creditNotes.invoiceId, invoiceId as Id<"invoice">)]
      : []),
  );
  return readPage(ctx, wanted, page);
}

/**
 * The acting driver's issued credit notes, of one invoice where asked.
 * @throws ServiceError FORBIDDEN for people without a driver's account.
 */
export async function listDriverCreditNotes(
  ctx: Ctx,
  filter: { readonly invoiceId?: string | undefined; readonly page: number },
): Promise<CreditNotePage> {
  const driverId = requireDriverReader(ctx);
  const { invoiceId, page } = filter;
  const own = and(
    eq(creditNotes.tenantId, ctx.tenantId),
    eq(creditNotes.driverId, driverId),
    eq(creditNotes.state, "issued"),
    ...(invoiceId && isId(invoiceId)
      ? [eq(creditNotes.invoiceId, invoiceId as Id<"invoice">)]
      : []),
  );
  return readPage(ctx, own, page);
}

async function readPage(
  ctx: Ctx,
  wanted: ReturnType<typeof and>,
  page: number,
): Promise<CreditNotePage> {
  const [rows, [counted]] = await Promise.all([
    creditNoteRows(ctx)
      .where(wanted)
      .orderBy(desc(creditNotes.createdAt), desc(creditNotes.id))
      .limit(PAGE_SIZE)
      .offset((page - 1) * PAGE_SIZE),
    ctx.db.select({ n: count() }).from(creditNotes).where(wanted),
  ]);
  return {
    notes: rows.map(creditNoteItem),
    total: counted?.n ?? 0,
    page,
    pageSize: PAGE_SIZE,
  };
}
