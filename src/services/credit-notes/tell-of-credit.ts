import { and, eq } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";

import type { CreditShares } from "@/core/credits/share-credit";
import type { CreditNoteDocument } from "@/core/invoicing/credit-note-document";
import type { creditNotes } from "@/db/schema/credits";
import { drivers } from "@/db/schema/drivers";
import { openCase } from "@/services/cases/open-case";
import type { Ctx } from "@/services/context";
import { writeNotification } from "@/services/notifications/write-notification";

type Note = InferSelectModel<typeof creditNotes>;

/**
 * Tells the driver of his credit note, and finance of what has to be paid out by hand: to an account, where no card is
 * refunded.
 */
export async function tellOfCredit(
  ctx: Ctx,
  note: Note,
  { document, shares }: { readonly document: CreditNoteDocument; readonly shares: CreditShares },
): Promise<void> {
  const [driver] = await ctx.db
    .select({ name: drivers.name, email: drivers.email, locale: drivers.locale })
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, note.driverId)));
  if (!driver) throw new Error(`credit note ${note.id} has no driver`);
  await writeNotification(ctx, {
    key: `credit_note_issued:${note.id}`,
    kind: "credit_note_issued",
    email: driver.email,
    locale: driver.locale,
    payload: {
      name: driver.name,
      number: document.number,
      totalMinor: document.totalMinor,
      currency: note.currency,
      url: `${ctx.settings.baseUrl}/credit-notes/${note.id}`,
    },
  });
  if (note.target !== "account" || shares.payableMinor === 0n) return;
  await openCase(ctx, {
    key: `credit-note:${note.id}:pay-out`,
    kind: "pay_out_by_hand",
    subjectType: "credit_note",
    subjectId: note.id,
    driverId: note.driverId,
    amountMinor: shares.payableMinor,
    currency: note.currency,
    detail: { number: document.number, driver: driver.name },
  });
}
