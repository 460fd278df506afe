import type { Id } from "@/core/ids";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { issueInboundToken, revokeInboundTokens } from "./inbound-tokens";
import { lockPartner, updatePartner } from "./partner-row";
import { requirePartnerOrOperations } from "./require-partner-or-operations";

/**
 * The partner's POST of its credentials begins. Committed before we call it back.
 * @throws ServiceError CONFLICT when it is registered already.
 */
export async function startRegistrationByPartner(
  ctx: Ctx,
  partnerId: Id<"partner">,
  versionsUrl: string,
): Promise<void> {
  requirePartnerOrOperations(ctx, partnerId);
  await inTransaction(ctx, async (tx) => {
    const partner = await lockPartner(tx, partnerId);
    if (partner.state === "registered") {
      throw new ServiceError("CONFLICT", "This connection is registered already.");
    }
    await updatePartner(tx, partnerId, { state: "registering", versionsUrl, lastError: null });
  });
}

/**
 * We begin to register at a partner: makes TOKEN_B and lets the partner use it at once, committed before
 * anything is sent. Returns it.
 * @throws ServiceError CONFLICT when it is registered, PRECONDITION without address and TOKEN_A.
 */
export async function startRegistrationAtPartner(
  ctx: Ctx,
  partnerId: Id<"partner">,
): Promise<string> {
  requirePartnerOrOperations(ctx, partnerId);
  return inTransaction(ctx, async (tx) => {
    const partner = await lockPartner(tx, partnerId);
    if (partner.state === "registered") {
      throw new ServiceError("CONFLICT", "This connection is registered already.");
    }
    if (!partner.versionsUrl || !partner.outboundTokenSealed) {
      throw new ServiceError(
        "PRECONDITION",
        "The partner's versions address and token are needed first.",
      );
    }
    await revokeInboundTokens(tx, partnerId);
    await updatePartner(tx, partnerId, { state: "registering", lastError: null });
    await writeAudit(tx, {
      action: "partner.registration_started",
      subjectType: "partner",
      subjectId: partnerId,
    });
    return issueInboundToken(tx, partnerId, "C");
  });
}

/**
 * We begin to change tokens with a registered partner: makes the new token it shall use, beside the old one.
 * @throws ServiceError PRECONDITION when it is not registered.
 */
export async function startRotation(ctx: Ctx, partnerId: Id<"partner">): Promise<string> {
  requirePartnerOrOperations(ctx, partnerId);
  return inTransaction(ctx, async (tx) => {
    const partner = await lockPartner(tx, partnerId);
    if (partner.state !== "registered") {
      throw new ServiceError("PRECONDITION", "This connection is not registered.");
    }
    return issueInboundToken(tx, partnerId, "C");
  });
}
