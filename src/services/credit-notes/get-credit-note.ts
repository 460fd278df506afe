import { and, desc, eq } from "drizzle-orm";

import { isId, type Id } from "@/core/ids";
import type { CreditNoteDocument } from "@/core/invoicing/credit-note-document";
import { documentFormats, type DocumentFormat } from "@/core/invoicing/document-format";
import { readDocument } from "@/core/invoicing/issued-document";
import { money, type Money } from "@/core/money/money";
import { approvals, creditNotes, refunds, type RefundState } from "@/db/schema/credits";
import { documentFiles, issuedDocuments } from "@/db/schema/invoices";
import { listAudit, readActorNames, type AuditLine } from "@/services/audit/list-audit";
import type { Ctx } from "@/services/context";
import { listJournals, type JournalView } from "@/services/ledger/list-journals";
import { readsAccount, requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { creditNoteItem, creditNoteRows, type CreditNoteItem } from "./credit-note-item";

/** A credit note with its document, once it is issued. */
export interface CreditNote extends CreditNoteItem {
  readonly driverId: Id<"driver">;
  readonly documentId: Id<"document"> | null;
  readonly reason: string;
  readonly target: "wallet" | "card" | "account";
  /** Off the invoice, into the wallet, and owed back; nothing yet for one that waits. */
  readonly shares: Readonly<Record<"receivable" | "wallet" | "payable", Money>>;
  readonly document: CreditNoteDocument | null;
  /** The files that have been made of it. */
  readonly formats: readonly DocumentFormat[];
  /** Newest first. */
  readonly refunds: readonly {
    readonly id: Id<"refund">;
    readonly state: RefundState;
    readonly amount: Money;
    readonly createdAt: Temporal.Instant;
    readonly settledAt: Temporal.Instant | null;
  }[];
}

/** A credit note with what finance needs beyond the driver's own view. */
export interface StaffCreditNote extends CreditNote {
  readonly requestedBy: string;
  readonly approval: {
    readonly id: Id<"approval">;
    readonly decision: "approved" | "refused" | null;
    readonly decidedBy: string | null;
    readonly note: string | null;
  } | null;
  readonly journals: readonly JournalView[];
  readonly audit: readonly AuditLine[];
}

/**
 * A credit note, for its driver once it is issued, or for finance.
 * @throws ServiceError NOT_FOUND for what is not there, not issued, or not theirs.
 */
export async function getCreditNote(ctx: Ctx, id: string): Promise<CreditNote> {
  const note = isId(id) ? await readNote(ctx, id as Id<"creditNote">) : null;
  if (!note) throw new ServiceError("NOT_FOUND", "There is no such credit note.");
  return note;
}

/**
 * A credit note, for finance: with its journal, its second person and what was done to it.
 * @throws ServiceError NOT_FOUND, FORBIDDEN, UNAUTHENTICATED.
 */
export async function getStaffCreditNote(ctx: Ctx, id: string): Promise<StaffCreditNote> {
  requireRole(ctx, "finance");
  const note = await getCreditNote(ctx, id);
  const [[row], [asked], journals, audit] = await Promise.all([
    ctx.db
      .select({ requestedBy: creditNotes.requestedBy })
      .from(creditNotes)
      .where(and(eq(creditNotes.tenantId, ctx.tenantId), eq(creditNotes.id, note.id))),
    ctx.db
      .select()
      .from(approvals)
      .where(
        and(
          eq(approvals.tenantId, ctx.tenantId),
          eq(approvals.kind, "credit_note"),
          eq(approvals.subjectId, note.id),
        ),
      )
      .orderBy(desc(approvals.requestedAt))
      .limit(1),
    listJournals(ctx, [
      { type: "credit_note", id: note.id },
      ...note.refunds.map((refund) => ({ type: "refund" as const, id: refund.id })),
    ]),
    listAudit(ctx, [{ type: "credit_note", id: note.id }]),
  ]);
  const requestedBy = row?.requestedBy ?? "";
  const names = await readActorNames(ctx, [requestedBy, asked?.decidedBy ?? ""]);
  const nameOf = (actor: string) => names.get(actor) ?? actor;
  return {
    ...note,
    requestedBy: nameOf(requestedBy),
    approval: asked
      ? {
          id: asked.id,
          decision: asked.decision,
          decidedBy: asked.decidedBy === null ? null : nameOf(asked.decidedBy),
          note: asked.note,
        }
      : null,
    journals,
    audit,
  };
}

async function readNote(ctx: Ctx, id: Id<"creditNote">): Promise<CreditNote | null> {
  const [row] = await creditNoteRows(ctx).where(
    and(eq(creditNotes.tenantId, ctx.tenantId), eq(creditNotes.id, id)),
  );
  if (!row || !mayRead(ctx, row.note)) return null;
  const { note } = row;
  const [issued, formats, sent] = await Promise.all([
    note.documentId ? readIssued(ctx, note.documentId) : null,
    note.documentId ? readFormats(ctx, note.documentId) : [],
    ctx.db
      .select()
      .from(refunds)
      .where(and(eq(refunds.tenantId, ctx.tenantId), eq(refunds.creditNoteId, id)))
      .orderBy(desc(refunds.createdAt)),
  ]);
  const share = (minor: bigint) => money(minor, note.currency);
  return {
    ...creditNoteItem(row),
    driverId: note.driverId,
    documentId: note.documentId,
    reason: note.reason,
    target: note.target,
    shares: {
      receivable: share(note.toReceivableMinor),
      wallet: share(note.toWalletMinor),
      payable: share(note.toPayableMinor),
    },
    document: issued,
    formats,
    refunds: sent.map((refund) => ({
      id: refund.id,
      state: refund.state,
      amount: money(refund.amountMinor, refund.currency),
      createdAt: refund.createdAt,
      settledAt: refund.settledAt,
    })),
  };
}

function mayRead(
  ctx: Ctx,
  note: { readonly driverId: Id<"driver">; readonly state: string },
): boolean {
  const { actor } = ctx;
  if (actor.kind !== "user") return actor.kind === "system";
  if (actor.roles.some((role) => role === "finance" || role === "tenant_admin")) return true;
  return readsAccount(ctx, note.driverId) && note.state === "issued";
}

async function readIssued(ctx: Ctx, id: Id<"document">): Promise<CreditNoteDocument | null> {
  const [row] = await ctx.db
    .select({ canonical: issuedDocuments.canonical })
    .from(issuedDocuments)
    .where(and(eq(issuedDocuments.tenantId, ctx.tenantId), eq(issuedDocuments.id, id)));
  const read = row ? readDocument("credit_note", row.canonical) : null;
  return read?.kind === "credit_note" ? read.document : null;
}

async function readFormats(ctx: Ctx, id: Id<"document">): Promise<DocumentFormat[]> {
  const rows = await ctx.db
    .select({ format: documentFiles.format })
    .from(documentFiles)
    .where(and(eq(documentFiles.tenantId, ctx.tenantId), eq(documentFiles.documentId, id)));
  const made = new Set(rows.map(({ format }) => format));
  return documentFormats.filter((format) => made.has(format));
}
