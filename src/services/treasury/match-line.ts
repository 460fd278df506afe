import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { bankLineBooked } from "@/core/ledger/entries/bank-line-booked";
import { paymentInTransitAccount, unallocatedAccount } from "@/core/ledger/account";
import { paymentFiles } from "@/db/schema/settlements";
import { bankLines, stripePayouts } from "@/db/schema/treasury";
import { inTransaction } from "@/db/transaction";
import { actorName, writeAudit } from "@/services/audit/write-audit";
import { openCase } from "@/services/cases/open-case";
import type { Ctx } from "@/services/context";
import { postJournal } from "@/services/ledger/post-journal";
import { readTimeZone, startOfDay } from "@/services/reports/report-day";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { markPaymentFileExecuted } from "@/services/settlements/payment-file-states";
import type { BankLine } from "./bank-matchers";
import { freshKey } from "./fresh-key";
import { otherAccounts, type OtherAccount } from "./other-accounts";
import { payInvoiceByBank } from "./pay-invoice-by-bank";

/** What a bank line is, as finance (or an exact match) says. */
export type LineTarget =
  | { readonly kind: "payout"; readonly payoutId: string }
  | { readonly kind: "payment_file"; readonly paymentFileId: Id<"paymentFile"> }
  /** The line pays these invoices in order, each up to what is open; the rest is unallocated. */
  | { readonly kind: "invoice"; readonly invoiceIds: readonly Id<"invoice">[] }
  | { readonly kind: "other"; readonly account: OtherAccount; readonly note: string }
  /** It is booked elsewhere: wages, rent, taxes. */
  | { readonly kind: "set_aside"; readonly note: string };

/**
 * Matches a bank line and books it, once, under the line's lock. For finance.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID, PRECONDITION when the line is matched already or what it is said
 * to be does not fit it.
 */
export async function matchLine(
  ctx: Ctx,
  input: { readonly lineId: Id<"bankLine">; readonly target: LineTarget },
): Promise<void> {
  requireRole(ctx, "finance");
  await inTransaction(ctx, async (tx) => {
    const line = await lockLine(tx, input.lineId);
    if (line.state !== "unmatched") {
      throw new ServiceError("PRECONDITION", "The line is matched already.", { reason: "matched" });
    }
    const bookedAt = startOfDay(line.bookedOn.toString(), await readTimeZone(tx));
    const { target } = input;
    const matchId = await book(tx, { line, bookedAt }, target);
    await tx.db
      .update(bankLines)
      .set({
        state: target.kind === "set_aside" ? "set_aside" : "matched",
        matchKind: target.kind === "set_aside" ? null : target.kind,
        matchId,
        note: "note" in target ? target.note : null,
        matchedBy: actorName(tx.actor),
        matchedAt: tx.clock.now(),
      })
      .where(and(eq(bankLines.tenantId, tx.tenantId), eq(bankLines.id, line.id)));
    await writeAudit(tx, {
      action: `bank_line.${target.kind === "set_aside" ? "set_aside" : "matched"}`,
      subjectType: "bank_line",
      subjectId: line.id,
      detail: { kind: target.kind, matchId, ...("note" in target ? { note: target.note } : {}) },
    });
  });
}

/** A line under its lock. @throws ServiceError NOT_FOUND. */
export async function lockLine(ctx: Ctx, id: Id<"bankLine">): Promise<BankLine> {
  const [line] = await ctx.db
    .select()
    .from(bankLines)
    .where(and(eq(bankLines.tenantId, ctx.tenantId), eq(bankLines.id, id)))
    .for("update");
  if (!line) throw new ServiceError("NOT_FOUND", "There is no such line.", { id });
  return line;
}

interface Booking {
  readonly line: BankLine;
  readonly bookedAt: Temporal.Instant;
}

async function book(tx: Ctx, booking: Booking, target: LineTarget): Promise<string | null> {
  if (target.kind === "payout") return bookPayout(tx, booking, target.payoutId);
  if (target.kind === "payment_file") return bookFile(tx, booking, target.paymentFileId);
  if (target.kind === "invoice") return bookInvoices(tx, booking, target.invoiceIds);
  if (target.note.trim() === "")
    throw new ServiceError("INVALID", "Say in a few words what it is.");
  if (target.kind === "set_aside") return null;
  const { line, bookedAt } = booking;
  await postJournal(
    tx,
    bankLineBooked({
      key: await freshKey(tx, `bank:${line.id}:${target.account}`),
      bankLineId: line.id,
      currency: line.currency,
      amountMinor: line.amountMinor,
      bookedAt,
      contra: otherAccounts[target.account],
    }),
  );
  return target.account;
}

async function bookPayout(tx: Ctx, { line, bookedAt }: Booking, id: string): Promise<string> {
  const [payout] = await tx.db
    .select()
    .from(stripePayouts)
    .where(and(eq(stripePayouts.tenantId, tx.tenantId), eq(stripePayouts.id, id)))
    .for("update");
  const [taken] = await tx.db
    .select({ id: bankLines.id })
    .from(bankLines)
    .where(
      and(
        eq(bankLines.tenantId, tx.tenantId),
        eq(bankLines.matchKind, "payout"),
        eq(bankLines.matchId, id),
        eq(bankLines.state, "matched"),
      ),
    );
  if (!payout) throw new ServiceError("NOT_FOUND", "There is no such payout.", { id });
  if (taken || payout.amountMinor !== line.amountMinor || payout.currency !== line.currency) {
    throw doesNotFit();
  }
  await postJournal(
    tx,
    bankLineBooked({
      key: await freshKey(tx, `payout:${id}:arrived`),
      bankLineId: line.id,
      currency: line.currency,
      amountMinor: line.amountMinor,
      bookedAt,
      contra: paymentInTransitAccount,
    }),
  );
  return id;
}

async function bookFile(
  tx: Ctx,
  { line, bookedAt }: Booking,
  id: Id<"paymentFile">,
): Promise<string> {
  const [file] = await tx.db
    .select()
    .from(paymentFiles)
    .where(and(eq(paymentFiles.tenantId, tx.tenantId), eq(paymentFiles.id, id)))
    .for("update");
  if (!file) throw new ServiceError("NOT_FOUND", "There is no such file of payments.", { id });
  const isOpen = file.state === "approved" || file.state === "sent";
  if (!isOpen || file.totalMinor !== -line.amountMinor || file.currency !== line.currency) {
    throw doesNotFit();
  }
  await postJournal(
    tx,
    bankLineBooked({
      key: await freshKey(tx, `payment-file:${id}:executed`),
      bankLineId: line.id,
      currency: line.currency,
      amountMinor: line.amountMinor,
      bookedAt,
      contra: paymentInTransitAccount,
    }),
  );
  await markPaymentFileExecuted(tx, id, bookedAt);
  return id;
}

async function bookInvoices(
  tx: Ctx,
  { line, bookedAt }: Booking,
  invoiceIds: readonly Id<"invoice">[],
): Promise<string> {
  const [first] = invoiceIds;
  if (!first || line.amountMinor <= 0n || new Set(invoiceIds).size !== invoiceIds.length) {
    throw doesNotFit();
  }
  let left = line.amountMinor;
  for (const invoiceId of invoiceIds) {
    if (left === 0n) throw doesNotFit();
    left -= await payInvoiceByBank(tx, { line, bookedAt, invoiceId, atMostMinor: left });
  }
  if (left > 0n) await bookRest(tx, { line, bookedAt }, left);
  return first;
}

async function bookRest(tx: Ctx, { line, bookedAt }: Booking, left: bigint): Promise<void> {
  await postJournal(
    tx,
    bankLineBooked({
      key: await freshKey(tx, restKey(line.id)),
      bankLineId: line.id,
      currency: line.currency,
      amountMinor: left,
      bookedAt,
      contra: unallocatedAccount,
    }),
  );
  await openCase(tx, {
    key: restKey(line.id),
    kind: "bank_overpayment",
    subjectType: "bank_line",
    subjectId: line.id,
    amountMinor: left,
    currency: line.currency,
    detail: { counterparty: line.counterparty ?? "", reference: line.reference ?? "" },
  });
}

/** The name of the journal and the case of what a transfer was too much. */
export function restKey(lineId: Id<"bankLine">): string {
  return `bank:${lineId}:rest`;
}

function doesNotFit(): ServiceError {
  return new ServiceError("PRECONDITION", "That does not fit the line any more.", {
    reason: "does_not_fit",
  });
}
