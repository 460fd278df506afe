import type { Id } from "@/core/ids";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import { openCase } from "@/services/cases/open-case";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { DRIVER_DISPUTE, disputeKey, readLatestDispute } from "./dispute-case";
import { findOwnCharge, type OwnCharge } from "./find-own-charge";

/** What a driver can say is wrong with a charge. */
export const disputeReasons = ["amount", "not_me", "no_charge", "fault", "other"] as const;
export type DisputeReason = (typeof disputeReasons)[number];

/**
 * A driver says that a charge of his is not right: opens a case for finance. While it is open, saying it again changes
 * nothing. `id` is the address of his session.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID (no words), PRECONDITION (nothing is owed for it).
 */
export async function disputeCharge(
  ctx: Ctx,
  input: { readonly id: string; readonly reason: DisputeReason; readonly text: string },
): Promise<Id<"case">> {
  const text = input.text.trim();
  if (text === "") throw new ServiceError("INVALID", "Say in a few words what is wrong.");
  return inTransaction(ctx, async (tx) => {
    const charge = await findOwnCharge(tx, input.id);
    if (!charge) throw new ServiceError("NOT_FOUND", "There is no such charge.");
    const latest = await readLatestDispute(tx, charge.id);
    if (latest?.state === "open") return latest.id;
    if (!canDispute(charge)) {
      throw new ServiceError("PRECONDITION", "Nothing is owed for this charge.");
    }
    const caseId = await openCase(tx, {
      key: disputeKey(charge.id),
      kind: DRIVER_DISPUTE,
      subjectType: "cdr",
      subjectId: charge.cdrId,
      driverId: charge.driverId,
      amountMinor: charge.grossMinor,
      currency: charge.currency,
      detail: { chargeId: charge.id, reason: input.reason, text },
    });
    await writeAudit(tx, {
      action: "charge.dispute",
      subjectType: "charge",
      subjectId: charge.id,
      detail: { case: caseId, reason: input.reason },
    });
    return caseId;
  });
}

/** Whether a charge has something to object to: an amount that is booked. */
export function canDispute({ state, grossMinor }: OwnCharge): boolean {
  return state !== "waiting" && state !== "void" && (grossMinor ?? 0n) > 0n;
}
