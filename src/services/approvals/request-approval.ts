import { and, eq, isNull } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { approvals } from "@/db/schema/credits";
import { inTransaction } from "@/db/transaction";
import { actorName, writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import type { Approval, ApprovalRequest } from "./approval";

/**
 * Asks a second person. The same request again is the one that is open; where its amount or currency changed meanwhile, the
 * old one is void and a new one is asked for. Authorization is the caller's.
 * @throws ServiceError CONFLICT when another asked for the same at the same moment.
 */
export async function requestApproval(ctx: Ctx, request: ApprovalRequest): Promise<Id<"approval">> {
  return inTransaction(ctx, async (tx) => {
    const open = await findOpen(tx, request);
    if (open && open.amountMinor === request.amountMinor && open.currency === request.currency) {
      return open.id;
    }
    if (open) await voidApproval(tx, open);
    const id = newId<"approval">();
    const written = await tx.db
      .insert(approvals)
      .values({
        ...request,
        tenantId: tx.tenantId,
        id,
        requestedBy: actorName(tx.actor),
        requestedAt: tx.clock.now(),
      })
      .onConflictDoNothing()
      .returning({ id: approvals.id });
    if (written.length === 0) {
      throw new ServiceError("CONFLICT", "Somebody else asks for this already. Look again.");
    }
    await writeAudit(tx, {
      action: "approval.request",
      subjectType: request.subjectType,
      subjectId: request.subjectId,
      detail: {
        approval: id,
        kind: request.kind,
        amount: String(request.amountMinor),
        currency: request.currency,
        reason: request.reason,
      },
    });
    return id;
  });
}

async function findOpen(ctx: Ctx, { kind, subjectId }: ApprovalRequest) {
  const [open] = await ctx.db
    .select()
    .from(approvals)
    .where(
      and(
        eq(approvals.tenantId, ctx.tenantId),
        eq(approvals.kind, kind),
        eq(approvals.subjectId, subjectId),
        isNull(approvals.decision),
      ),
    )
    .for("update");
  return open;
}

// Nobody can approve a request whose amounts no longer hold.
async function voidApproval(ctx: Ctx, open: Approval): Promise<void> {
  await ctx.db
    .update(approvals)
    .set({
      decision: "refused",
      decidedBy: "system:amounts-changed",
      decidedAt: ctx.clock.now(),
      note: null,
    })
    .where(and(eq(approvals.tenantId, ctx.tenantId), eq(approvals.id, open.id)));
  await writeAudit(ctx, {
    action: "approval.void",
    subjectType: open.subjectType,
    subjectId: open.subjectId,
    detail: { approval: open.id, kind: open.kind, amount: String(open.amountMinor) },
  });
}
