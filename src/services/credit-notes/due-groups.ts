import { and, asc, eq, isNull } from "drizzle-orm";

import type { Language } from "@/core/language";
import type { Id } from "@/core/ids";
import { creditNoteLines } from "@/db/schema/credits";
import { drivers } from "@/db/schema/drivers";
import { invoiceLines, invoices } from "@/db/schema/invoices";
import { chargeCorrections, charges } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import type { CreditSource } from "./credit-order";

/** Corrections of one document for one reason: one credit note gives them back. */
export interface DueGroup {
  readonly source: CreditSource;
  readonly cause: (typeof chargeCorrections.$inferSelect)["cause"];
  readonly currency: string;
  readonly locale: Language;
  readonly ids: readonly Id<"other">[];
}

/**
 * Corrections that wait for a credit note and are on none that waits for a second person, by document and cause, the
 * oldest first. A charge that the wallet paid waits for its receipt.
 */
export async function readDueGroups(ctx: Ctx, limit: number): Promise<DueGroup[]> {
  const rows = await ctx.db
    .select({
      id: chargeCorrections.id,
      cause: chargeCorrections.cause,
      currency: chargeCorrections.currency,
      chargeId: charges.id,
      state: charges.state,
      receiptId: charges.receiptId,
      invoiceId: invoices.id,
      locale: drivers.locale,
    })
    .from(chargeCorrections)
    .innerJoin(
      charges,
      and(
        eq(charges.tenantId, chargeCorrections.tenantId),
        eq(charges.id, chargeCorrections.chargeId),
      ),
    )
    .innerJoin(
      drivers,
      and(eq(drivers.tenantId, charges.tenantId), eq(drivers.id, charges.driverId)),
    )
    .leftJoin(
      invoiceLines,
      and(eq(invoiceLines.tenantId, charges.tenantId), eq(invoiceLines.chargeId, charges.id)),
    )
    .leftJoin(
      invoices,
      and(
        eq(invoices.tenantId, invoiceLines.tenantId),
        eq(invoices.id, invoiceLines.invoiceId),
        eq(invoices.state, "finalized"),
      ),
    )
    .leftJoin(
      creditNoteLines,
      and(
        eq(creditNoteLines.tenantId, chargeCorrections.tenantId),
        eq(creditNoteLines.correctionId, chargeCorrections.id),
      ),
    )
    .where(
      and(
        eq(chargeCorrections.tenantId, ctx.tenantId),
        eq(chargeCorrections.state, "due"),
        isNull(creditNoteLines.creditNoteId),
      ),
    )
    .orderBy(asc(chargeCorrections.createdAt), asc(chargeCorrections.id))
    .limit(limit);
  const groups = new Map<string, DueGroup & { readonly ids: Id<"other">[] }>();
  for (const { id, cause, currency, locale, ...row } of rows) {
    const source = sourceOfCharge(row);
    if (!source) continue;
    const key = `${row.invoiceId ?? row.chargeId} ${cause}`;
    const group = groups.get(key) ?? { source, cause, currency, locale, ids: [] };
    group.ids.push(id);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** What a credit note of a charge takes back: its invoice, or the receipt of what the wallet paid; null for neither yet. */
export function sourceOfCharge(row: {
  readonly chargeId: Id<"charge">;
  readonly state: string;
  readonly receiptId: Id<"document"> | null;
  readonly invoiceId: Id<"invoice"> | null;
}): CreditSource | null {
  if (row.invoiceId !== null) return { of: "invoice", invoiceId: row.invoiceId };
  const isPaid = row.state === "settled" && row.receiptId !== null;
  return isPaid ? { of: "charge", chargeId: row.chargeId } : null;
}
