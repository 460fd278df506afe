import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { drivers } from "@/db/schema/drivers";
import { cases } from "@/db/schema/treasury";
import { inTransaction } from "@/db/transaction";
import { actorName, writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { writeNotification } from "@/services/notifications/write-notification";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { DRIVER_DISPUTE, type DisputeCase } from "./dispute-case";

/**
 * Finance finds a charge right: closes the objection with words for the driver, who is told by mail.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID (no words), PRECONDITION (it is closed).
 */
export async function refuseDispute(
  ctx: Ctx,
  input: { readonly caseId: Id<"case">; readonly words: string },
): Promise<void> {
  requireRole(ctx, "finance");
  const words = input.words.trim();
  if (words === "") throw new ServiceError("INVALID", "Say why, for the driver to read.");
  await inTransaction(ctx, async (tx) => {
    const dispute = await lockDispute(tx, input.caseId);
    await tx.db
      .update(cases)
      .set({
        state: "closed",
        resolution: "refused",
        note: words,
        closedAt: tx.clock.now(),
        closedBy: actorName(tx.actor),
      })
      .where(and(eq(cases.tenantId, tx.tenantId), eq(cases.id, dispute.id)));
    await tell(tx, dispute);
    await writeAudit(tx, {
      action: "charge.dispute_refused",
      subjectType: "charge",
      subjectId: dispute.detail["chargeId"] ?? dispute.subjectId,
      detail: { case: dispute.id, words },
    });
  });
}

async function lockDispute(ctx: Ctx, id: Id<"case">): Promise<DisputeCase> {
  const [row] = await ctx.db
    .select()
    .from(cases)
    .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.id, id), eq(cases.kind, DRIVER_DISPUTE)))
    .for("update");
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such objection.");
  if (row.state !== "open") throw new ServiceError("PRECONDITION", "It is answered already.");
  return row;
}

async function tell(ctx: Ctx, dispute: DisputeCase): Promise<void> {
  if (dispute.driverId === null) return;
  const [driver] = await ctx.db
    .select({ name: drivers.name, email: drivers.email, locale: drivers.locale })
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, dispute.driverId)));
  if (!driver) return;
  await writeNotification(ctx, {
    key: `dispute_answered:${dispute.id}`,
    kind: "dispute_answered",
    email: driver.email,
    locale: driver.locale,
    payload: {
      name: driver.name,
      url: `${ctx.settings.baseUrl}/sessions/${dispute.subjectId}`,
    },
  });
}
