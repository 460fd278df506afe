import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { approvals } from "@/db/schema/credits";
import { inTransaction } from "@/db/transaction";
import { actorName, writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import type { Approval } from "./approval";
import { approvalEffects } from "./effects";

/** A second person's answer. `amountMinor` is the amount that was shown to him. */
export interface ApprovalDecision {
  readonly id: Id<"approval">;
  readonly decision: "approved" | "refused";
  readonly amountMinor: bigint;
  readonly note?: string;
}

type Refusal = "own" | "decided" | "changed";

const REFUSALS = {
  own: ["FORBIDDEN", "You asked for this yourself: somebody else has to decide."],
  decided: ["CONFLICT", "This has been decided already."],
  changed: ["CONFLICT", "The amount is another than you were shown. Look again."],
} as const;

/**
 * Decides a request: approved, its deed is done in the same transaction. One of two decisions at the same moment counts;
 * whoever asked cannot decide (the database holds that too). A refused attempt leaves its trace in the audit.
 * @throws ServiceError UNAUTHENTICATED, FORBIDDEN (no finance role, or one's own request), NOT_FOUND, CONFLICT (decided
 * already, or another amount), and whatever the deed itself says no with.
 */
export async function decideApproval(ctx: Ctx, input: ApprovalDecision): Promise<Approval> {
  requireRole(ctx, "finance");
  if (ctx.actor.kind !== "user") {
    throw new ServiceError("FORBIDDEN", "Only a person can be the second pair of eyes.");
  }
  const outcome = await inTransaction(ctx, async (tx) => {
    const approval = await lockApproval(tx, input.id);
    const refusal = refusalOf(tx, approval, input);
    if (refusal) {
      await writeAudit(tx, { ...eventOf(approval, input), action: `approval.denied_${refusal}` });
      return refusal;
    }
    return decide(tx, approval, input);
  });
  if (typeof outcome !== "string") return outcome;
  const [code, message] = REFUSALS[outcome];
  throw new ServiceError(code, message, { approval: input.id });
}

async function lockApproval(ctx: Ctx, id: Id<"approval">): Promise<Approval> {
  const [approval] = await ctx.db
    .select()
    .from(approvals)
    .where(and(eq(approvals.tenantId, ctx.tenantId), eq(approvals.id, id)))
    .for("update");
  if (!approval) throw new ServiceError("NOT_FOUND", "There is no such request.");
  return approval;
}

function refusalOf(ctx: Ctx, approval: Approval, input: ApprovalDecision): Refusal | null {
  if (approval.decision !== null) return "decided";
  if (approval.requestedBy === actorName(ctx.actor)) return "own";
  return approval.amountMinor === input.amountMinor ? null : "changed";
}

async function decide(ctx: Ctx, approval: Approval, input: ApprovalDecision): Promise<Approval> {
  const [decided] = await ctx.db
    .update(approvals)
    .set({
      decision: input.decision,
      decidedBy: actorName(ctx.actor),
      decidedAt: ctx.clock.now(),
      note: input.note ?? null,
    })
    .where(and(eq(approvals.tenantId, ctx.tenantId), eq(approvals.id, approval.id)))
    .returning();
  if (!decided) throw new Error("a locked request was gone");
  await writeAudit(ctx, { ...eventOf(approval, input), action: `approval.${input.decision}` });
  const effect = approvalEffects[approval.kind];
  await (input.decision === "approved"
    ? effect?.approved(ctx, decided)
    : effect?.refused(ctx, decided));
  return decided;
}

function eventOf(approval: Approval, { decision, amountMinor, note }: ApprovalDecision) {
  return {
    subjectType: approval.subjectType,
    subjectId: approval.subjectId,
    detail: {
      approval: approval.id,
      kind: approval.kind,
      decision,
      amount: String(amountMinor),
      ...(note ? { note } : {}),
    },
  };
}
