import type { Id } from "@/core/ids";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { lockPartner, updatePartner } from "./partner-row";

/**
 * Takes away what stands on a registered partner as needing a person, once a person has seen to it. One that came
 * since stays. Operations only.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, PRECONDITION when the partner is not registered.
 */
export async function dismissError(
  ctx: Ctx,
  input: { readonly partnerId: Id<"partner">; readonly error: string },
): Promise<void> {
  requireRole(ctx, "operations");
  const { partnerId, error } = input;
  await inTransaction(ctx, async (tx) => {
    const partner = await lockPartner(tx, partnerId);
    if (partner.state !== "registered") {
      throw new ServiceError("PRECONDITION", "This connection is not registered.");
    }
    if (partner.lastError !== error) return;
    await updatePartner(tx, partnerId, { lastError: null });
    await writeAudit(tx, {
      action: "partner.error_dismissed",
      subjectType: "partner",
      subjectId: partnerId,
      detail: { message: error },
    });
  });
}
