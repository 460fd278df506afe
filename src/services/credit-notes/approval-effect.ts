import { and, eq } from "drizzle-orm";

import { asId } from "@/core/ids";
import { creditNoteLines, creditNotes } from "@/db/schema/credits";
import type { Approval, ApprovalEffect } from "@/services/approvals/approval";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { issueLocked, sourceOf } from "./issue-credit-note";
import { lockOriginal } from "./lock-original";

/** A second person's yes issues a credit note; his no lets go of what it spoke for. */
export const creditNoteEffect: ApprovalEffect = { approved: issue, refused: refuse };

async function issue(ctx: Ctx, approval: Approval): Promise<void> {
  const note = await readNote(ctx, approval);
  await lockOriginal(ctx, await sourceOf(ctx, note));
  if (note.totalMinor !== approval.amountMinor || note.currency !== approval.currency) {
    throw new ServiceError("PRECONDITION", "The credit note is not what was asked for.");
  }
  await issueLocked(ctx, note.id);
}

async function refuse(ctx: Ctx, approval: Approval): Promise<void> {
  const note = await readNote(ctx, approval);
  await lockOriginal(ctx, await sourceOf(ctx, note));
  const one = and(eq(creditNotes.tenantId, ctx.tenantId), eq(creditNotes.id, note.id));
  const [refused] = await ctx.db
    .update(creditNotes)
    .set({ state: "refused" })
    .where(and(one, eq(creditNotes.state, "draft")))
    .returning({ id: creditNotes.id });
  if (!refused) return;
  // Its corrections are due again.
  await ctx.db
    .update(creditNoteLines)
    .set({ correctionId: null })
    .where(
      and(eq(creditNoteLines.tenantId, ctx.tenantId), eq(creditNoteLines.creditNoteId, note.id)),
    );
  await writeAudit(ctx, {
    action: "credit_note.refuse",
    subjectType: "credit_note",
    subjectId: note.id,
    detail: approval.note ? { note: approval.note } : {},
  });
}

async function readNote(ctx: Ctx, { subjectId }: Approval) {
  const [note] = await ctx.db
    .select()
    .from(creditNotes)
    .where(
      and(
        eq(creditNotes.tenantId, ctx.tenantId),
        eq(creditNotes.id, asId<"creditNote">(subjectId)),
      ),
    );
  if (!note) throw new ServiceError("NOT_FOUND", "There is no such credit note.");
  return note;
}
