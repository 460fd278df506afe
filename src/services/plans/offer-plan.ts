import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { plans } from "@/db/schema/plans";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { lockPlan } from "./publish-plan";

/**
 * Offers a plan to drivers, or stops offering it: who is on it stays. For finance.
 * @throws ServiceError FORBIDDEN, NOT_FOUND.
 */
export async function offerPlan(
  ctx: Ctx,
  input: { readonly planId: Id<"plan">; readonly isOffered: boolean },
): Promise<void> {
  requireRole(ctx, "finance");
  const { planId, isOffered } = input;
  await inTransaction(ctx, async (tx) => {
    const plan = await lockPlan(tx, planId);
    if (plan.isOffered === isOffered) return;
    await tx.db
      .update(plans)
      .set({ isOffered })
      .where(and(eq(plans.tenantId, tx.tenantId), eq(plans.id, planId)));
    const action = isOffered ? "plan.offer" : "plan.withdraw";
    await writeAudit(tx, { action, subjectType: "plan", subjectId: planId });
  });
}
