import { and, eq, or } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Id } from "@/core/ids";
import { money, type Money } from "@/core/money/money";
import { cdrs } from "@/db/schema/cdrs";
import { chargeCorrections, charges } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";

/** How an operator corrected what it first claimed for a session. */
export interface SessionCorrection {
  /** taken-back: nothing came in its place. replaced: a new record did, which the page shows. */
  readonly kind: "taken-back" | "replaced";
  /** When the credit came. */
  readonly at: Temporal.Instant;
  /** What the driver gets back by a credit note, where the first record was invoiced; null for nothing. */
  readonly creditNote: Money | null;
}

/** The correction behind the CDR that stands for a session, or null. */
export async function readSessionCorrection(
  ctx: Ctx,
  cdrId: Id<"cdr"> | null,
): Promise<SessionCorrection | null> {
  if (cdrId === null) return null;
  const { tenantId } = ctx;
  const original = alias(cdrs, "original");
  const credit = alias(cdrs, "credit");
  const [row] = await ctx.db
    .select({
      originalId: original.id,
      at: credit.receivedAt,
      state: chargeCorrections.state,
      grossMinor: chargeCorrections.grossMinor,
      currency: chargeCorrections.currency,
    })
    .from(cdrs)
    .innerJoin(
      original,
      and(
        eq(original.tenantId, tenantId),
        or(eq(original.id, cdrs.id), eq(original.id, cdrs.replacesCdrId)),
      ),
    )
    .innerJoin(credit, and(eq(credit.tenantId, tenantId), eq(credit.id, original.creditedByCdrId)))
    .leftJoin(charges, and(eq(charges.tenantId, tenantId), eq(charges.cdrId, original.id)))
    .leftJoin(
      chargeCorrections,
      and(
        eq(chargeCorrections.tenantId, tenantId),
        eq(chargeCorrections.chargeId, charges.id),
        eq(chargeCorrections.cdrId, credit.id),
      ),
    )
    .where(and(eq(cdrs.tenantId, tenantId), eq(cdrs.id, cdrId)))
    .limit(1);
  if (!row) return null;
  const isOnInvoice = row.state === "due" || row.state === "credited";
  return {
    kind: row.originalId === cdrId ? "taken-back" : "replaced",
    at: row.at,
    creditNote:
      isOnInvoice && row.grossMinor !== null && row.currency !== null
        ? money(row.grossMinor, row.currency)
        : null,
  };
}
