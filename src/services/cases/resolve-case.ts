import { and, eq } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { cases } from "@/db/schema/treasury";
import { inTransaction } from "@/db/transaction";
import { actorName, writeAudit } from "@/services/audit/write-audit";
import { DRIVER_DISPUTE } from "@/services/charge-disputes/dispute-case";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";

/**
 * What a person says became of a case. corrected: the books or the other side were put right. accepted: the
 * difference is known and stays (the same one opens no new case). elsewhere: it is followed up outside of Kvitt.
 */
export const caseResolutions = ["corrected", "accepted", "elsewhere"] as const;
export type CaseResolution = (typeof caseResolutions)[number];

/**
 * Takes an open case, or lays it down. For finance and operations.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, PRECONDITION when it is closed.
 */
export async function assignCase(
  ctx: Ctx,
  input: { readonly caseId: Id<"case">; readonly isMine: boolean },
): Promise<void> {
  requireRole(ctx, "finance", "operations");
  await inTransaction(ctx, async (tx) => {
    await lockOpenCase(tx, input.caseId);
    const owner = input.isMine ? actorName(tx.actor) : null;
    await tx.db
      .update(cases)
      .set({ owner })
      .where(and(eq(cases.tenantId, tx.tenantId), eq(cases.id, input.caseId)));
    await writeAudit(tx, {
      action: input.isMine ? "case.taken" : "case.laid_down",
      subjectType: "case",
      subjectId: input.caseId,
    });
  });
}

/**
 * Closes a case with what became of it, and why. For finance and operations.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID without a note, PRECONDITION when it is closed, or a driver's dispute.
 */
export async function closeCase(
  ctx: Ctx,
  input: {
    readonly caseId: Id<"case">;
    readonly resolution: CaseResolution;
    readonly note: string;
  },
): Promise<void> {
  requireRole(ctx, "finance", "operations");
  const note = input.note.trim();
  if (note === "") throw new ServiceError("INVALID", "Say in a few words what became of it.");
  await inTransaction(ctx, async (tx) => {
    const { kind } = await lockOpenCase(tx, input.caseId);
    if (kind === DRIVER_DISPUTE) {
      throw new ServiceError("PRECONDITION", "It ends with its dispute: answer it there.");
    }
    await tx.db
      .update(cases)
      .set({
        state: "closed",
        resolution: input.resolution,
        note,
        closedAt: tx.clock.now(),
        closedBy: actorName(tx.actor),
      })
      .where(and(eq(cases.tenantId, tx.tenantId), eq(cases.id, input.caseId)));
    await writeAudit(tx, {
      action: "case.closed",
      subjectType: "case",
      subjectId: input.caseId,
      detail: { resolution: input.resolution, note },
    });
  });
}

async function lockOpenCase(ctx: Ctx, id: Id<"case">): Promise<InferSelectModel<typeof cases>> {
  const [row] = await ctx.db
    .select()
    .from(cases)
    .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.id, id)))
    .for("update");
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such case.", { id });
  if (row.state !== "open") throw new ServiceError("PRECONDITION", "The case is closed.", { id });
  return row;
}
