import { and, eq, inArray, ne, sql } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";
import type { Id } from "@/core/ids";
import {
  judgeInvoice,
  matchLines,
  type InvoiceClaim,
  type KnownCdr,
} from "@/core/settlement/match-lines";
import { insertRows } from "@/db/insert-rows";
import { cdrs } from "@/db/schema/cdrs";
import { partnerInvoiceLines, partnerInvoices } from "@/db/schema/settlements";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import type { Creditor } from "./creditor-rows";

/** An operator's invoice as we keep it. */
export type PartnerInvoice = InferSelectModel<typeof partnerInvoices>;

/** An operator's invoice, locked for the transaction where `lock` says so. @throws ServiceError NOT_FOUND. */
export async function readPartnerInvoice(
  ctx: Ctx,
  id: Id<"partnerInvoice">,
  lock = false,
): Promise<PartnerInvoice> {
  const select = ctx.db
    .select()
    .from(partnerInvoices)
    .where(and(eq(partnerInvoices.tenantId, ctx.tenantId), eq(partnerInvoices.id, id)));
  const [row] = await (lock ? select.for("update") : select);
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such invoice of an operator.");
  return row;
}

/**
 * Holds the claims of an operator's invoice against what we accepted, writes them as its lines in place of what was
 * there, and says whether it may be paid.
 */
export async function matchPartnerInvoice(
  ctx: Ctx,
  of: {
    readonly invoice: Pick<PartnerInvoice, "id" | "currency" | "netMinor">;
    readonly creditor: Creditor;
    readonly claims: readonly InvoiceClaim[];
  },
): Promise<"matched" | "received"> {
  const { invoice, claims } = of;
  const known = await findKnown(ctx, of);
  const lines = matchLines(claims, known, invoice.currency);
  const { tenantId } = ctx;
  await ctx.db
    .delete(partnerInvoiceLines)
    .where(
      and(
        eq(partnerInvoiceLines.tenantId, tenantId),
        eq(partnerInvoiceLines.partnerInvoiceId, invoice.id),
      ),
    );
  await insertRows(
    ctx.db,
    partnerInvoiceLines,
    lines.map(({ cdrId, ...line }, index) => ({
      tenantId,
      partnerInvoiceId: invoice.id,
      seq: index + 1,
      cdrId: cdrId as Id<"cdr"> | null,
      ...line,
    })),
  );
  return judgeInvoice(lines, invoice.netMinor).isPayable ? "matched" : "received";
}

async function findKnown(
  ctx: Ctx,
  of: {
    readonly invoice: Pick<PartnerInvoice, "id">;
    readonly creditor: Creditor;
    readonly claims: readonly InvoiceClaim[];
  },
): Promise<Map<string, KnownCdr>> {
  const refs = [...new Set(of.claims.map(({ cdrRef }) => cdrRef.toUpperCase()))];
  if (refs.length === 0) return new Map();
  const rows = await ctx.db
    .select({
      ref: cdrs.ocpiIdUpper,
      cdrId: cdrs.id,
      currency: cdrs.currency,
      acceptedMinor: sql<
        bigint | null
      >`case when ${cdrs.state} = 'accepted' then ${cdrs.acceptedCostMinor} end`.mapWith(
        cdrs.acceptedCostMinor,
      ),
      // Columns of the table itself lose its name in a select of one table: the subquery would take them as its own.
      isBilledElsewhere: sql<boolean>`exists (
        select 1 from ${partnerInvoiceLines} l
        where l.tenant_id = cdrs.tenant_id and l.cdr_id = cdrs.id and l.state in ('match', 'difference')
          and l.partner_invoice_id <> ${of.invoice.id})`,
    })
    .from(cdrs)
    .where(
      and(
        eq(cdrs.tenantId, ctx.tenantId),
        eq(cdrs.countryCode, of.creditor.countryCode),
        eq(cdrs.partyId, of.creditor.partyId),
        inArray(cdrs.ocpiIdUpper, refs),
      ),
    );
  return new Map(rows.map(({ ref, ...row }) => [ref, row]));
}

/** Compares an invoice's lines again: what was decided about their CDRs meanwhile counts. Returns how it stands now. */
export async function rematchInvoice(
  ctx: Ctx,
  invoice: PartnerInvoice,
  creditor: Creditor,
): Promise<"matched" | "received"> {
  const lines = await ctx.db
    .select({ cdrRef: partnerInvoiceLines.cdrRef, claimedMinor: partnerInvoiceLines.claimedMinor })
    .from(partnerInvoiceLines)
    .where(
      and(
        eq(partnerInvoiceLines.tenantId, ctx.tenantId),
        eq(partnerInvoiceLines.partnerInvoiceId, invoice.id),
      ),
    )
    .orderBy(partnerInvoiceLines.seq);
  const state = await matchPartnerInvoice(ctx, { invoice, creditor, claims: lines });
  await ctx.db
    .update(partnerInvoices)
    .set({ state })
    .where(
      and(
        eq(partnerInvoices.tenantId, ctx.tenantId),
        eq(partnerInvoices.id, invoice.id),
        ne(partnerInvoices.state, "paid"),
      ),
    );
  return state;
}
