import type { Id } from "@/core/ids";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { revokeInboundTokens } from "./inbound-tokens";
import { lockPartner, updatePartner } from "./partner-row";
import { recordEndpoints } from "./record-endpoints";
import { requirePartnerOrOperations } from "./require-partner-or-operations";

/**
 * Ends a registration: both sides' tokens are void at once. What the partner sent before stays.
 * @throws ServiceError PRECONDITION when it is not registered.
 */
export async function leavePartner(ctx: Ctx, partnerId: Id<"partner">): Promise<void> {
  requirePartnerOrOperations(ctx, partnerId);
  await inTransaction(ctx, async (tx) => {
    const partner = await lockPartner(tx, partnerId);
    if (partner.state !== "registered") {
      throw new ServiceError("PRECONDITION", "This connection is not registered.");
    }
    await updatePartner(tx, partnerId, {
      state: "left",
      outboundTokenSealed: null,
      previousTokenSealed: null,
      lastError: null,
    });
    await revokeInboundTokens(tx, partnerId);
    await recordEndpoints(tx, partnerId, []);
    await writeAudit(tx, {
      action: "partner.left",
      subjectType: "partner",
      subjectId: partnerId,
    });
  });
}
