import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { pullCursors } from "@/db/schema/exchange";
import { partners } from "@/db/schema/partners";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";

/**
 * Makes one of a partner's lists due now; the worker reads it within seconds. One that is being read is begun anew.
 * Operations only.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, PRECONDITION when the partner is not registered.
 */
export async function requestPull(
  ctx: Ctx,
  input: { readonly partnerId: Id<"partner">; readonly module: string },
): Promise<void> {
  requireRole(ctx, "operations");
  const { partnerId, module } = input;
  await inTransaction(ctx, async (tx) => {
    const [partner] = await tx.db
      .select({ state: partners.state })
      .from(partners)
      .where(and(eq(partners.tenantId, tx.tenantId), eq(partners.id, partnerId)));
    const [cursor] = partner
      ? (
          await tx.db
            .select({ module: pullCursors.module })
            .from(pullCursors)
            .where(and(eq(pullCursors.tenantId, tx.tenantId), eq(pullCursors.partnerId, partnerId)))
        ).filter((row) => row.module === module)
      : [];
    if (!partner || !cursor) throw new ServiceError("NOT_FOUND", "There is no such list.");
    if (partner.state !== "registered") {
      throw new ServiceError("PRECONDITION", "This connection is not registered.");
    }
    await tx.db
      .update(pullCursors)
      .set({ dueAt: tx.clock.now() })
      .where(
        and(
          eq(pullCursors.tenantId, tx.tenantId),
          eq(pullCursors.partnerId, partnerId),
          eq(pullCursors.module, cursor.module),
        ),
      );
    await writeAudit(tx, {
      action: "partner.pull_requested",
      subjectType: "partner",
      subjectId: partnerId,
      detail: { module },
    });
  });
}
