import { and, asc, eq, inArray } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";

import type { CreditShares } from "@/core/credits/share-credit";
import { leftOf } from "@/core/credits/creditable-line";
import type { Id } from "@/core/ids";
import type { CreditNoteDocument } from "@/core/invoicing/credit-note-document";
import { creditNoteIssued } from "@/core/ledger/entries/credit-note-issued";
import { creditNoteLines, creditNotes } from "@/db/schema/credits";
import { chargeCorrections } from "@/db/schema/plans";
import { legalEntities } from "@/db/schema/tenants";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { issueDocument } from "@/services/documents/issue-document";
import { postJournal } from "@/services/ledger/post-journal";
import { orderRefund } from "@/services/refunds/order-refund";
import { giveBackBenefits } from "@/services/subscriptions/give-back-benefits";
import { ServiceError } from "@/services/service-error";
import { creditDisputes } from "@/services/charge-disputes/settle-disputes";
import { bookedCreditNote } from "./booked-credit-note";
import { composeCreditNote } from "./compose-credit-note";
import { creditLots } from "./credit-lots";
import { plannedLine } from "./credit-line-row";
import type { CreditSource } from "./credit-order";
import type { CreditOriginal } from "./credit-original";
import { moveInvoice, withdrawAttempts } from "./move-invoice";
import { planShares, type PlannedCredit, type PlannedShares } from "./plan-credit";
import { readOriginal } from "./read-original";
import { tellOfCredit } from "./tell-of-credit";
import { taxedAmounts } from "./taken-back";
import { today } from "./today";

type Note = InferSelectModel<typeof creditNotes>;

/** An issued credit note. */
export interface IssuedNote {
  readonly id: Id<"creditNote">;
  readonly state: "issued";
  readonly number: string;
}

/**
 * Issues a credit note that was drafted: number, document, journal, invoice, corrections, wallet or refunds, mail and audit,
 * in the caller's transaction and under `lockOriginal`. Its amounts are those that were asked for; where the money goes is
 * found as things stand now. One that is issued already is answered as it is.
 * @throws ServiceError NOT_FOUND, PRECONDITION (refused, or with `reason` of `planShares`).
 */
export async function issueLocked(ctx: Ctx, id: Id<"creditNote">): Promise<IssuedNote> {
  const note = await lockNote(ctx, id);
  if (note.state === "issued") return { id, state: "issued", number: note.number ?? "" };
  if (note.state === "refused") {
    throw new ServiceError("PRECONDITION", "This credit note was refused.");
  }
  const source = await sourceOf(ctx, note);
  const original = await readOriginal(ctx, source, id);
  const plan = await readPlan(ctx, note, original);
  const planned = planShares(original, note.totalMinor, note.target);
  if (source.of === "invoice" && planned.shares.openMinor > 0n) {
    await withdrawAttempts(ctx, source.invoiceId);
  }
  const issued = await putIntoEffect(ctx, note, { original, plan, planned });
  if (source.of === "invoice") await moveInvoice(ctx, source.invoiceId, planned.shares);
  return issued;
}

interface Issue {
  readonly original: CreditOriginal;
  readonly plan: PlannedCredit;
  readonly planned: PlannedShares;
}

async function putIntoEffect(ctx: Ctx, note: Note, issue: Issue): Promise<IssuedNote> {
  const { original, plan, planned } = issue;
  const { shares, refunds } = planned;
  const { id, driverId, currency } = note;
  if (note.cause !== "goodwill") await giveBackBenefits(ctx, takenWhole(plan));
  if (shares.walletMinor > 0n) {
    const amountMinor = shares.walletMinor;
    await creditLots(ctx, original, { driverId, currency, amountMinor, creditNoteId: id });
  }
  const at = ctx.clock.now();
  await postJournal(ctx, creditNoteIssued(bookedCreditNote(id, { original, plan, shares, at })));
  for (const { paymentId, amountMinor } of refunds) {
    await orderRefund(ctx, { paymentId, cause: "credit_note", creditNoteId: id, amountMinor });
  }
  await markCredited(ctx, plan);
  const document = await numberDocument(ctx, note, issue);
  await markIssued(ctx, note, { ...document, shares, at });
  if (note.cause !== "goodwill") {
    const chargeIds = plan.lines.flatMap(({ original: { chargeId } }) => chargeId ?? []);
    const isRefundComing = refunds.length > 0;
    await creditDisputes(ctx, chargeIds, { id, number: document.number, isRefundComing });
  }
  await tellOfCredit(ctx, note, { document: document.document, shares });
  await writeAudit(ctx, {
    action: "credit_note.issue",
    subjectType: "credit_note",
    subjectId: id,
    detail: {
      number: document.number,
      document: original.document.number,
      total: note.totalMinor.toString(),
      currency,
    },
  });
  return { id, state: "issued", number: document.number };
}

/**
 * Charges of which nothing is left: the driver has what they used of his allowance again. A part that is credited lowers a
 * price, and goodwill is a gift: the energy was used all the same.
 */
function takenWhole(plan: PlannedCredit): Id<"charge">[] {
  return plan.lines.flatMap(({ original: { chargeId, left }, amounts }) =>
    chargeId && leftOf(left, amounts).every(({ grossMinor }) => grossMinor === 0n) ? chargeId : [],
  );
}

async function lockNote(ctx: Ctx, id: Id<"creditNote">): Promise<Note> {
  const [note] = await ctx.db
    .select()
    .from(creditNotes)
    .where(and(eq(creditNotes.tenantId, ctx.tenantId), eq(creditNotes.id, id)))
    .for("update");
  if (!note) throw new ServiceError("NOT_FOUND", "There is no such credit note.");
  return note;
}

/** What a credit note takes back: its invoice, or the charge of its one line. */
export async function sourceOf(
  ctx: Ctx,
  note: Pick<Note, "id" | "invoiceId">,
): Promise<CreditSource> {
  if (note.invoiceId !== null) return { of: "invoice", invoiceId: note.invoiceId };
  const [line] = await readLines(ctx, note.id);
  if (!line?.chargeId) throw new Error(`credit note ${note.id} takes nothing back`);
  return { of: "charge", chargeId: line.chargeId };
}

async function readLines(ctx: Ctx, id: Id<"creditNote">) {
  return ctx.db
    .select()
    .from(creditNoteLines)
    .where(and(eq(creditNoteLines.tenantId, ctx.tenantId), eq(creditNoteLines.creditNoteId, id)))
    .orderBy(asc(creditNoteLines.seq));
}

async function readPlan(ctx: Ctx, note: Note, original: CreditOriginal): Promise<PlannedCredit> {
  const rows = await readLines(ctx, note.id);
  const { netMinor, vatMinor, roundingMinor, totalMinor } = note;
  return {
    lines: rows.map((row) => plannedLine(row, original.lines)),
    totals: {
      perRate: taxedAmounts(note.perRate, ""),
      netMinor,
      vatMinor,
      roundingMinor,
      totalMinor,
    },
  };
}

async function numberDocument(ctx: Ctx, note: Note, { original, plan, planned }: Issue) {
  const [seller] = await ctx.db
    .select({ id: legalEntities.id, numberPrefix: legalEntities.numberPrefix })
    .from(legalEntities)
    .where(and(eq(legalEntities.tenantId, ctx.tenantId), eq(legalEntities.id, note.legalEntityId)));
  if (!seller) throw new Error("the seller of an issued document is gone");
  const issuedOn = await today(ctx);
  return issueDocument<CreditNoteDocument>(ctx, {
    kind: "credit_note",
    seller,
    issuedOn,
    subject: { type: "credit_note", id: note.id },
    driverId: note.driverId,
    creditsDocumentId: note.creditsDocumentId,
    compose: (taken) =>
      composeCreditNote({
        ...plan,
        creditNoteId: note.id,
        number: taken,
        issuedOn,
        cause: note.cause,
        reason: note.reason,
        original,
        shares: planned.shares,
      }),
  });
}

async function markCredited(ctx: Ctx, plan: PlannedCredit): Promise<void> {
  const ids = plan.lines.flatMap(({ correctionId }) => correctionId ?? []);
  if (ids.length === 0) return;
  await ctx.db
    .update(chargeCorrections)
    .set({ state: "credited" })
    .where(and(eq(chargeCorrections.tenantId, ctx.tenantId), inArray(chargeCorrections.id, ids)));
}

async function markIssued(
  ctx: Ctx,
  note: Note,
  issued: {
    readonly number: string;
    readonly documentId: Id<"document">;
    readonly shares: CreditShares;
    readonly at: Temporal.Instant;
  },
): Promise<void> {
  const { shares } = issued;
  await ctx.db
    .update(creditNotes)
    .set({
      state: "issued",
      number: issued.number,
      documentId: issued.documentId,
      toReceivableMinor: shares.openMinor + shares.writtenOffMinor,
      toWalletMinor: shares.walletMinor,
      toPayableMinor: shares.payableMinor,
      issuedAt: issued.at,
    })
    .where(and(eq(creditNotes.tenantId, ctx.tenantId), eq(creditNotes.id, note.id)));
}
