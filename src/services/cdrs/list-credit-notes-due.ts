import { and, asc, eq } from "drizzle-orm";

import type { Language } from "@/core/language";
import type { Id } from "@/core/ids";
import { money, type Money } from "@/core/money/money";
import { cdrs } from "@/db/schema/cdrs";
import { creditNoteLines } from "@/db/schema/credits";
import { drivers } from "@/db/schema/drivers";
import { invoiceLines, invoices } from "@/db/schema/invoices";
import { chargeCorrections, charges } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import type { CreditSource } from "@/services/credit-notes/credit-order";
import { sourceOfCharge } from "@/services/credit-notes/due-groups";
import { requireRole } from "@/services/require-role";

/** What a credit note has to give back of an invoiced charge. */
export interface CreditNoteDue {
  readonly id: Id;
  readonly since: Temporal.Instant;
  readonly driver: string;
  readonly net: Money;
  readonly vat: Money;
  readonly gross: Money;
  readonly invoice: { readonly id: Id<"invoice">; readonly number: string | null } | null;
  /** What a credit note takes back; null while there is no document to take back. */
  readonly source: CreditSource | null;
  readonly cause: "credit_cdr" | "correction" | "dispute" | "goodwill";
  /** The credit note that gives it back and waits for a second person. */
  readonly draft: Id<"creditNote"> | null;
  /** The driver's language, in which he reads why. */
  readonly locale: Language;
  /** The CDR whose charge it is. */
  readonly cdr: { readonly id: Id<"cdr">; readonly ocpiId: string };
}

/**
 * Credit notes that are due, the oldest first, 500 at most. For finance.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function listCreditNotesDue(ctx: Ctx): Promise<readonly CreditNoteDue[]> {
  requireRole(ctx, "finance");
  const { tenantId } = ctx;
  const rows = await ctx.db
    .select({
      correction: chargeCorrections,
      driver: drivers.name,
      invoiceId: invoices.id,
      number: invoices.number,
      cdrId: cdrs.id,
      ocpiId: cdrs.ocpiId,
      locale: drivers.locale,
      chargeId: charges.id,
      chargeState: charges.state,
      receiptId: charges.receiptId,
      draft: creditNoteLines.creditNoteId,
    })
    .from(chargeCorrections)
    .innerJoin(
      charges,
      and(eq(charges.tenantId, tenantId), eq(charges.id, chargeCorrections.chargeId)),
    )
    .innerJoin(cdrs, and(eq(cdrs.tenantId, tenantId), eq(cdrs.id, charges.cdrId)))
    .innerJoin(drivers, and(eq(drivers.tenantId, tenantId), eq(drivers.id, charges.driverId)))
    .leftJoin(
      invoiceLines,
      and(eq(invoiceLines.tenantId, tenantId), eq(invoiceLines.chargeId, charges.id)),
    )
    .leftJoin(
      invoices,
      and(eq(invoices.tenantId, tenantId), eq(invoices.id, invoiceLines.invoiceId)),
    )
    .leftJoin(
      creditNoteLines,
      and(
        eq(creditNoteLines.tenantId, tenantId),
        eq(creditNoteLines.correctionId, chargeCorrections.id),
      ),
    )
    .where(and(eq(chargeCorrections.tenantId, tenantId), eq(chargeCorrections.state, "due")))
    .orderBy(asc(chargeCorrections.createdAt), asc(chargeCorrections.id))
    .limit(500);
  return rows.map(({ correction, driver, invoiceId, number, cdrId, ocpiId, ...row }) => ({
    id: correction.id,
    since: correction.createdAt,
    driver,
    net: money(correction.netMinor, correction.currency),
    vat: money(correction.vatMinor, correction.currency),
    gross: money(correction.grossMinor, correction.currency),
    invoice: invoiceId === null ? null : { id: invoiceId, number },
    cdr: { id: cdrId, ocpiId },
    source: sourceOfCharge({ ...row, state: row.chargeState, invoiceId }),
    cause: correction.cause,
    draft: row.draft,
    locale: row.locale,
  }));
}
