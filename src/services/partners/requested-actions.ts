import { and, eq, isNotNull } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { partners } from "@/db/schema/partners";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";

/** What operations can have done with a registered connection, over the network: by the worker. */
export type PartnerAction = "rotate" | "unregister" | "check_tokens";

/**
 * Asks for new tokens with a partner, for what it holds of our drivers' tokens, or for the farewell. The worker does
 * it and its outcome stands on the partner. Operations only.
 * @throws ServiceError NOT_FOUND, PRECONDITION when the partner is not registered.
 */
export async function requestPartnerAction(
  ctx: Ctx,
  input: { readonly partnerId: Id<"partner">; readonly action: PartnerAction },
): Promise<void> {
  requireRole(ctx, "operations");
  const { partnerId, action } = input;
  await inTransaction(ctx, async (tx) => {
    const where = and(eq(partners.tenantId, tx.tenantId), eq(partners.id, partnerId));
    const [row] = await tx.db.select().from(partners).where(where).for("update");
    if (!row) throw new ServiceError("NOT_FOUND", "There is no such partner.");
    if (row.state !== "registered") {
      throw new ServiceError("PRECONDITION", "This connection is not registered.");
    }
    await tx.db.update(partners).set({ requestedAction: action }).where(where);
    await writeAudit(tx, {
      action: `partner.${action}_requested`,
      subjectType: "partner",
      subjectId: partnerId,
    });
  });
}

/** Takes what was asked for, each for this caller alone; for the worker. */
export async function takeRequestedActions(
  ctx: Ctx,
): Promise<{ readonly partnerId: Id<"partner">; readonly action: PartnerAction }[]> {
  return inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .select({ partnerId: partners.id, action: partners.requestedAction })
      .from(partners)
      .where(and(eq(partners.tenantId, tx.tenantId), isNotNull(partners.requestedAction)))
      .for("update", { skipLocked: true });
    const taken = rows.flatMap(({ partnerId, action }) => (action ? [{ partnerId, action }] : []));
    for (const { partnerId } of taken) {
      await tx.db
        .update(partners)
        .set({ requestedAction: null })
        .where(and(eq(partners.tenantId, tx.tenantId), eq(partners.id, partnerId)));
    }
    return taken;
  });
}

/** Keeps for operations why an action did not work. */
export async function recordActionFailed(
  ctx: Ctx,
  partnerId: Id<"partner">,
  reason: string,
): Promise<void> {
  await ctx.db
    .update(partners)
    .set({ lastError: reason.slice(0, 500) })
    .where(and(eq(partners.tenantId, ctx.tenantId), eq(partners.id, partnerId)));
}
