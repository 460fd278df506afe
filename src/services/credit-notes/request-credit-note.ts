import { and, eq } from "drizzle-orm";

import { creditLineRow } from "./credit-line-row";
import type { Id } from "@/core/ids";
import { creditNoteLines, creditNotes, type CreditNoteState } from "@/db/schema/credits";
import { inTransaction } from "@/db/transaction";
import { needsTwo } from "@/services/approvals/needs-two";
import { requestApproval } from "@/services/approvals/request-approval";
import { actorName, writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { storeVatAmount } from "@/services/invoices/stored-vat-amount";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { targetOf, type CreditRequest } from "./credit-order";
import type { CreditOriginal } from "./credit-original";
import { issueLocked } from "./issue-credit-note";
import { lockOriginal } from "./lock-original";
import { planCredit, planShares, type PlannedCredit } from "./plan-credit";
import { readOriginal } from "./read-original";

/** What came of a request: issued at once, or waiting for a second person. */
export interface RequestedCreditNote {
  readonly id: Id<"creditNote">;
  readonly state: CreditNoteState;
  readonly number: string | null;
}

/**
 * Makes a credit note: issues it, or lets it wait for a second person where it is above the limit (its amounts are then
 * spoken for). The same `id` again is the same credit note. For finance, and for the system by policy.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID (no reason), CONFLICT (the total is another than was shown, or the id
 * is another credit note's), PRECONDITION with `reason` (see `planCredit`, `planShares`).
 */
export async function requestCreditNote(
  ctx: Ctx,
  asked: CreditRequest,
): Promise<RequestedCreditNote> {
  requireRole(ctx, "finance");
  if (asked.reason.trim() === "") {
    throw new ServiceError("INVALID", "Say why, for the driver to read.");
  }
  const request = { ...asked, target: targetOf(asked) };
  return inTransaction(ctx, async (tx) => {
    const driverId = await lockOriginal(tx, request.source);
    const known = await findKnown(tx, request);
    if (known) return known;
    const original = await readOriginal(tx, request.source);
    const plan = planCredit(original, request);
    const { totalMinor } = plan.totals;
    refuseOtherTotal(request, totalMinor);
    // Refuses now what could not be issued as things stand.
    planShares(original, totalMinor, request.target);
    const isShared = await mustBeShared(tx, { driverId, currency: original.currency, totalMinor });
    await insertDraft(tx, request, { original, plan });
    if (!isShared) return issueLocked(tx, request.id);
    await requestApproval(tx, {
      kind: "credit_note",
      subjectType: "credit_note",
      subjectId: request.id,
      amountMinor: totalMinor,
      currency: original.currency,
      reason: request.reason,
    });
    return { id: request.id, state: "draft", number: null };
  });
}

// What the system issues by its own policy has its limit there.
async function mustBeShared(
  ctx: Ctx,
  {
    driverId,
    currency,
    totalMinor,
  }: { readonly driverId: Id<"driver">; readonly currency: string; readonly totalMinor: bigint },
): Promise<boolean> {
  if (ctx.actor.kind === "system") return false;
  return needsTwo(ctx, "credit_note", { amountMinor: totalMinor, currency, driverId });
}

function refuseOtherTotal(request: CreditRequest, totalMinor: bigint): void {
  if (totalMinor === request.totalMinor) return;
  throw new ServiceError("CONFLICT", "It comes to another amount now. Look again.", {
    shown: request.totalMinor.toString(),
    now: totalMinor.toString(),
  });
}

async function findKnown(ctx: Ctx, request: CreditRequest): Promise<RequestedCreditNote | null> {
  const [known] = await ctx.db
    .select()
    .from(creditNotes)
    .where(and(eq(creditNotes.tenantId, ctx.tenantId), eq(creditNotes.id, request.id)));
  if (!known) return null;
  const isSame =
    known.totalMinor === request.totalMinor &&
    known.cause === request.cause &&
    known.target === request.target &&
    (request.source.of === "charge" || known.invoiceId === request.source.invoiceId);
  if (!isSame) throw new ServiceError("CONFLICT", "This is the id of another credit note.");
  return { id: known.id, state: known.state, number: known.number };
}

async function insertDraft(
  ctx: Ctx,
  request: CreditRequest,
  { original, plan }: { readonly original: CreditOriginal; readonly plan: PlannedCredit },
): Promise<void> {
  const { tenantId } = ctx;
  const { totals } = plan;
  await ctx.db.insert(creditNotes).values({
    tenantId,
    id: request.id,
    driverId: original.driverId,
    legalEntityId: original.legalEntityId,
    invoiceId: request.source.of === "invoice" ? request.source.invoiceId : null,
    creditsDocumentId: original.documentId,
    state: "draft",
    cause: request.cause,
    reason: request.reason.trim(),
    basis: original.basis,
    currency: original.currency,
    netMinor: totals.netMinor,
    vatMinor: totals.vatMinor,
    roundingMinor: totals.roundingMinor,
    totalMinor: totals.totalMinor,
    perRate: totals.perRate.map(storeVatAmount),
    target: request.target,
    requestedBy: actorName(ctx.actor),
    createdAt: ctx.clock.now(),
  });
  await ctx.db
    .insert(creditNoteLines)
    .values(plan.lines.map((line, index) => creditLineRow(tenantId, request.id, line, index + 1)));
  await writeAudit(ctx, {
    action: "credit_note.request",
    subjectType: "credit_note",
    subjectId: request.id,
    detail: {
      document: original.document.number,
      cause: request.cause,
      target: request.target,
      total: totals.totalMinor.toString(),
      currency: original.currency,
    },
  });
}
