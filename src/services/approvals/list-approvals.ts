import { and, asc, desc, eq, isNotNull, isNull } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { money, type Money } from "@/core/money/money";
import { approvals } from "@/db/schema/credits";
import { readActorNames } from "@/services/audit/list-audit";
import { actorName } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import type { Approval, ApprovalKind } from "./approval";

/** A request for a second person, with names for people. */
export interface ApprovalView {
  readonly id: Id<"approval">;
  readonly kind: ApprovalKind;
  readonly subjectType: string;
  readonly subjectId: Id;
  readonly amount: Money;
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedAt: Temporal.Instant;
  /** Whether the reader asked for it himself, and so cannot decide it. */
  readonly isOwn: boolean;
  readonly decision: "approved" | "refused" | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Temporal.Instant | null;
  readonly note: string | null;
}

/**
 * What waits for a second person, the oldest first, and what was decided lately, the newest first (100 of each). For finance.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function listApprovals(
  ctx: Ctx,
): Promise<{ readonly open: readonly ApprovalView[]; readonly decided: readonly ApprovalView[] }> {
  requireRole(ctx, "finance");
  const ours = eq(approvals.tenantId, ctx.tenantId);
  const [open, decided] = await Promise.all([
    ctx.db
      .select()
      .from(approvals)
      .where(and(ours, isNull(approvals.decision)))
      .orderBy(asc(approvals.requestedAt), asc(approvals.id))
      .limit(100),
    ctx.db
      .select()
      .from(approvals)
      .where(and(ours, isNotNull(approvals.decision)))
      .orderBy(desc(approvals.decidedAt), desc(approvals.id))
      .limit(100),
  ]);
  const names = await readActorNames(
    ctx,
    [...open, ...decided].flatMap(({ requestedBy, decidedBy }) =>
      decidedBy ? [requestedBy, decidedBy] : [requestedBy],
    ),
  );
  const me = actorName(ctx.actor);
  const view = (row: Approval) => viewOf(row, names, me);
  return { open: open.map(view), decided: decided.map(view) };
}

function viewOf(row: Approval, names: ReadonlyMap<string, string>, me: string): ApprovalView {
  const nameOf = (actor: string) => names.get(actor) ?? actor;
  return {
    id: row.id,
    kind: row.kind,
    subjectType: row.subjectType,
    subjectId: row.subjectId,
    amount: money(row.amountMinor, row.currency),
    reason: row.reason,
    requestedBy: nameOf(row.requestedBy),
    requestedAt: row.requestedAt,
    isOwn: row.requestedBy === me,
    decision: row.decision,
    decidedBy: row.decidedBy === null ? null : nameOf(row.decidedBy),
    decidedAt: row.decidedAt,
    note: row.note,
  };
}
