import { and, eq } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";

import type { Id } from "@/core/ids";
import type { CreditNoteCause } from "@/core/invoicing/credit-note-document";
import { money, type Money } from "@/core/money/money";
import { creditNotes, type CreditNoteState } from "@/db/schema/credits";
import { drivers } from "@/db/schema/drivers";
import { issuedDocuments } from "@/db/schema/invoices";
import type { Ctx } from "@/services/context";

/** A credit note in a list. */
export interface CreditNoteItem {
  readonly id: Id<"creditNote">;
  /** Null until it is issued. */
  readonly number: string | null;
  readonly state: CreditNoteState;
  readonly cause: CreditNoteCause;
  readonly driver: string;
  /** The number of the document that it takes back. */
  readonly credits: string;
  readonly invoiceId: Id<"invoice"> | null;
  readonly total: Money;
  readonly createdAt: Temporal.Instant;
  readonly issuedAt: Temporal.Instant | null;
}

/** Credit notes with their driver and the document that they take back. */
export function creditNoteRows(ctx: Ctx) {
  return ctx.db
    .select({ note: creditNotes, driver: drivers.name, credits: issuedDocuments.number })
    .from(creditNotes)
    .innerJoin(
      drivers,
      and(eq(drivers.tenantId, creditNotes.tenantId), eq(drivers.id, creditNotes.driverId)),
    )
    .innerJoin(
      issuedDocuments,
      and(
        eq(issuedDocuments.tenantId, creditNotes.tenantId),
        eq(issuedDocuments.id, creditNotes.creditsDocumentId),
      ),
    )
    .$dynamic();
}

/** A row as lists show it. */
export function creditNoteItem(row: {
  readonly note: InferSelectModel<typeof creditNotes>;
  readonly driver: string;
  readonly credits: string;
}): CreditNoteItem {
  const { note, driver, credits } = row;
  return {
    id: note.id,
    number: note.number,
    state: note.state,
    cause: note.cause,
    driver,
    credits,
    invoiceId: note.invoiceId,
    total: money(note.totalMinor, note.currency),
    createdAt: note.createdAt,
    issuedAt: note.issuedAt,
  };
}
