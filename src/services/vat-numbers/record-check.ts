import { parseVatNumber } from "@/core/invoicing/vat-number";
import type { VatNumberAnswer } from "@/core/invoicing/vat-number-lookup";
import { newId } from "@/db/new-id";
import { vatNumberChecks } from "@/db/schema/tenants";
import { inTransaction } from "@/db/transaction";
import { actorName, writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";

/** A check of a VAT number to be kept as evidence. */
export interface CheckToRecord extends VatNumberAnswer {
  readonly vatNumber: string;
  /** "vies", or "manual" with what was seen in `answer.seen`. */
  readonly source: "vies" | "manual";
}

/**
 * Keeps what a look-up of a VAT number said, or what finance saw by hand. Insert-only: the latest answer counts, and
 * sales of before keep theirs. For finance.
 * @throws ServiceError FORBIDDEN, INVALID for a number that is none by its form.
 */
export async function recordCheck(ctx: Ctx, check: CheckToRecord): Promise<void> {
  requireRole(ctx, "finance");
  const parsed = parseVatNumber(check.vatNumber);
  if (!parsed.ok) {
    throw new ServiceError("INVALID", "This is no VAT number of a country that we know.", {
      reason: parsed.reason,
    });
  }
  const { number } = parsed.value;
  await inTransaction(ctx, async (tx) => {
    const id = newId<"other">();
    await tx.db.insert(vatNumberChecks).values({
      tenantId: tx.tenantId,
      id,
      vatNumber: number,
      isValid: check.isValid,
      source: check.source,
      consultation: check.consultation,
      answer: check.answer,
      checkedBy: actorName(tx.actor),
      checkedAt: tx.clock.now(),
    });
    await writeAudit(tx, {
      action: "vat_number.check",
      subjectType: "vat_number",
      subjectId: number,
      detail: { isValid: check.isValid, source: check.source, consultation: check.consultation },
    });
  });
}
