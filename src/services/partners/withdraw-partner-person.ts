import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { partnerUsers } from "@/db/schema/exchange";
import { memberships } from "@/db/schema/users";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { lockPartner } from "./partner-row";

/**
 * Takes a person's access to a partner's pages back; it ends with the next request. Operations only.
 * @throws ServiceError FORBIDDEN, NOT_FOUND when there is no such partner or the person has no such access.
 */
export async function withdrawPartnerPerson(
  ctx: Ctx,
  input: { readonly partnerId: Id<"partner">; readonly userId: Id<"user"> },
): Promise<void> {
  requireRole(ctx, "operations");
  const { partnerId, userId } = input;
  await inTransaction(ctx, async (tx) => {
    await lockPartner(tx, partnerId);
    const taken = await tx.db
      .delete(partnerUsers)
      .where(
        and(
          eq(partnerUsers.tenantId, tx.tenantId),
          eq(partnerUsers.userId, userId),
          eq(partnerUsers.partnerId, partnerId),
        ),
      )
      .returning({ userId: partnerUsers.userId });
    if (taken.length === 0) throw new ServiceError("NOT_FOUND", "There is no such access.");
    await tx.db
      .delete(memberships)
      .where(
        and(
          eq(memberships.tenantId, tx.tenantId),
          eq(memberships.userId, userId),
          eq(memberships.role, "partner"),
        ),
      );
    await writeAudit(tx, {
      action: "partner.person_withdrawn",
      subjectType: "partner",
      subjectId: partnerId,
      detail: { userId },
    });
  });
}
