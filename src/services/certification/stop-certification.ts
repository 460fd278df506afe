import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { certificationRuns } from "@/db/schema/exchange";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requirePartnerPerson } from "@/services/partners/partner-access";
import { ServiceError } from "@/services/service-error";

/**
 * Ends a run of the acting person's partner as it stands; its report stays.
 * @throws ServiceError NOT_FOUND for others' runs and those that are over, FORBIDDEN, UNAUTHENTICATED.
 */
export async function stopCertification(
  ctx: Ctx,
  input: { readonly runId: Id<"other"> },
): Promise<void> {
  const partnerId = await requirePartnerPerson(ctx);
  await inTransaction(ctx, async (tx) => {
    const [stopped] = await tx.db
      .update(certificationRuns)
      .set({ state: "stopped", endedAt: tx.clock.now() })
      .where(
        and(
          eq(certificationRuns.tenantId, tx.tenantId),
          eq(certificationRuns.partnerId, partnerId),
          eq(certificationRuns.id, input.runId),
          eq(certificationRuns.state, "running"),
        ),
      )
      .returning({ id: certificationRuns.id });
    if (!stopped) throw new ServiceError("NOT_FOUND", "There is no such run under way.");
    await writeAudit(tx, {
      action: "certification.stopped",
      subjectType: "partner",
      subjectId: partnerId,
      detail: { runId: input.runId },
    });
  });
}
