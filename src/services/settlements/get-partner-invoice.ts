import { and, asc, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { Journal } from "@/core/ledger/journal";
import { judgeInvoice, type InvoiceVerdict, type MatchedLine } from "@/core/settlement/match-lines";
import { partnerInvoiceLines } from "@/db/schema/settlements";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { readCreditor } from "./creditor-rows";
import { previewApproval } from "./decide-partner-invoice";
import { readPartnerInvoice, type PartnerInvoice } from "./match-partner-invoice";

/** An operator's invoice with how each of its lines stands, and what approving it would book. */
export interface PartnerInvoicePage {
  readonly invoice: Omit<PartnerInvoice, "file" | "sha256">;
  readonly operator: string;
  readonly lines: readonly (MatchedLine & { readonly seq: number })[];
  readonly verdict: InvoiceVerdict;
  /** Null where nothing would be booked, or it is approved already. */
  readonly booking: Journal | null;
}

/** @throws ServiceError FORBIDDEN, NOT_FOUND. */
export async function getPartnerInvoice(
  ctx: Ctx,
  id: Id<"partnerInvoice">,
): Promise<PartnerInvoicePage> {
  requireRole(ctx, "finance");
  const { file: _, sha256: __, ...invoice } = await readPartnerInvoice(ctx, id);
  const creditor = await readCreditor(ctx, invoice.creditorId);
  const rows = await ctx.db
    .select()
    .from(partnerInvoiceLines)
    .where(
      and(
        eq(partnerInvoiceLines.tenantId, ctx.tenantId),
        eq(partnerInvoiceLines.partnerInvoiceId, id),
      ),
    )
    .orderBy(asc(partnerInvoiceLines.seq));
  const lines = rows.flatMap(({ state, ...line }) =>
    state === "other_party" ? [] : [{ ...line, state }],
  );
  const isOpen = invoice.state !== "approved" && invoice.state !== "paid";
  return {
    invoice,
    operator: creditor.name,
    lines,
    verdict: judgeInvoice(lines, invoice.netMinor),
    booking: isOpen ? await previewApproval(ctx, id) : null,
  };
}
