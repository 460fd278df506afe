import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { isIban } from "@/core/settlement/pain-001";
import { creditors } from "@/db/schema/settlements";
import type { PostalAddress } from "@/db/schema/tenants";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { readCreditor } from "./creditor-rows";

/** What finance knows of an operator that is paid. */
export interface CreditorDetails {
  readonly creditorId: Id<"creditor">;
  readonly name: string;
  readonly vatNumber: string | null;
  readonly organisationNumber: string | null;
  readonly address: PostalAddress | null;
  readonly email: string | null;
  readonly iban: string | null;
  readonly bic: string | null;
  readonly paymentTermDays: number;
  /** The day on which the operator agreed that we write its invoices; null: it writes them itself. */
  readonly selfBillingAgreedOn: Temporal.PlainDate | null;
}

/**
 * Keeps an operator's details; what changed is audited, an account number by its last four characters.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID for an IBAN whose check digits are wrong, and for self-billing
 * without the VAT number and address that the document must name.
 */
export async function updateCreditor(ctx: Ctx, details: CreditorDetails): Promise<void> {
  requireRole(ctx, "finance");
  const { creditorId, selfBillingAgreedOn, ...values } = details;
  const iban = values.iban?.replaceAll(/\s/gu, "").toUpperCase() || null;
  if (iban !== null && !isIban(iban)) {
    throw new ServiceError("INVALID", "This is no IBAN: its check digits are wrong.", { iban });
  }
  if (selfBillingAgreedOn && !(values.vatNumber && values.address)) {
    throw new ServiceError("INVALID", "Self-billing needs the operator's VAT number and address.");
  }
  await inTransaction(ctx, async (tx) => {
    const before = await readCreditor(tx, creditorId, true);
    const after = {
      ...values,
      iban,
      selfBilling: selfBillingAgreedOn !== null,
      selfBillingAgreedOn,
    };
    await tx.db
      .update(creditors)
      .set({ ...after, updatedAt: tx.clock.now() })
      .where(and(eq(creditors.tenantId, tx.tenantId), eq(creditors.id, creditorId)));
    const changed = (Object.keys(after) as (keyof typeof after)[]).filter(
      (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
    );
    await writeAudit(tx, {
      action: "creditor.update",
      subjectType: "creditor",
      subjectId: creditorId,
      detail: { changed, ...(iban !== before.iban && { iban: iban?.slice(-4) ?? "none" }) },
    });
  });
}
