import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { certificationRuns } from "@/db/schema/exchange";
import { inTransaction } from "@/db/transaction";
import { actorName, writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requirePartnerPerson } from "@/services/partners/partner-access";
import { lockPartner } from "@/services/partners/partner-row";
import { ServiceError } from "@/services/service-error";
import type { CertifiedVersion } from "./certification-step";

/**
 * Begins a run of the acting person's partner: what is seen from now on counts. One at a time.
 * @throws ServiceError CONFLICT while another runs, FORBIDDEN, UNAUTHENTICATED.
 */
export async function startCertification(
  ctx: Ctx,
  input: { readonly version: CertifiedVersion },
): Promise<Id<"other">> {
  const partnerId = await requirePartnerPerson(ctx);
  const id = newId<"other">();
  await inTransaction(ctx, async (tx) => {
    // Two who press at once: one waits here and then finds the other's run.
    await lockPartner(tx, partnerId);
    const { tenantId } = tx;
    const [running] = await tx.db
      .select({ id: certificationRuns.id })
      .from(certificationRuns)
      .where(
        and(
          eq(certificationRuns.tenantId, tenantId),
          eq(certificationRuns.partnerId, partnerId),
          eq(certificationRuns.state, "running"),
        ),
      );
    if (running) throw new ServiceError("CONFLICT", "A run is under way.");
    await tx.db.insert(certificationRuns).values({
      tenantId,
      id,
      partnerId,
      version: input.version,
      startedAt: tx.clock.now(),
      startedBy: actorName(tx.actor),
    });
    await writeAudit(tx, {
      action: "certification.started",
      subjectType: "partner",
      subjectId: partnerId,
      detail: { runId: id, version: input.version },
    });
  });
  return id;
}
