import { and, eq, inArray, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import type { AccountKind } from "@/core/ledger/account";
import { journal } from "@/core/ledger/journal";
import { accounts, journals, postings } from "@/db/schema/ledger";
import { payments } from "@/db/schema/payments";
import { paymentFiles } from "@/db/schema/settlements";
import { bankLines } from "@/db/schema/treasury";
import { invoices } from "@/db/schema/invoices";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import { closeCaseIfAgrees } from "@/services/cases/close-case-if-agrees";
import type { Ctx } from "@/services/context";
import { postJournals } from "@/services/ledger/post-journal";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import type { BankLine } from "./bank-matchers";
import { lockLine, restKey } from "./match-line";

/**
 * Takes the match of a bank line back: each of its journals is reversed, its payments no longer count, its invoices
 * are open again, and the line waits. For finance.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, PRECONDITION when it is not matched, or what was too much was given away.
 */
export async function undoMatch(ctx: Ctx, lineId: Id<"bankLine">): Promise<void> {
  requireRole(ctx, "finance");
  await inTransaction(ctx, async (tx) => {
    const line = await lockLine(tx, lineId);
    if (line.state === "unmatched") {
      throw new ServiceError("PRECONDITION", "The line is not matched.", { reason: "not_matched" });
    }
    const paid = await takePaymentsBack(tx, line);
    await reverseJournals(tx, line, paid);
    if (line.matchKind === "payment_file" && line.matchId !== null) {
      await tx.db
        .update(paymentFiles)
        .set({ state: "sent", executedAt: null })
        .where(
          and(
            eq(paymentFiles.tenantId, tx.tenantId),
            sql`${paymentFiles.id} = ${line.matchId}::uuid`,
          ),
        );
    }
    await closeCaseIfAgrees(tx, restKey(line.id));
    await tx.db
      .update(bankLines)
      .set({
        state: "unmatched",
        matchKind: null,
        matchId: null,
        note: null,
        matchedBy: null,
        matchedAt: null,
      })
      .where(and(eq(bankLines.tenantId, tx.tenantId), eq(bankLines.id, line.id)));
    await writeAudit(tx, {
      action: "bank_line.undone",
      subjectType: "bank_line",
      subjectId: line.id,
      detail: { kind: line.matchKind, matchId: line.matchId },
    });
  });
}

async function takePaymentsBack(tx: Ctx, line: BankLine): Promise<readonly Id<"payment">[]> {
  const rows = await tx.db
    .select()
    .from(payments)
    .where(and(eq(payments.tenantId, tx.tenantId), eq(payments.bankLineId, line.id)))
    .for("update");
  for (const { id, invoiceId, amountMinor } of rows) {
    // The line is free for another match; the payment's key still says which line it was.
    await tx.db
      .update(payments)
      .set({ reversedMinor: amountMinor, bankLineId: null })
      .where(and(eq(payments.tenantId, tx.tenantId), eq(payments.id, id)));
    if (invoiceId === null) continue;
    await tx.db
      .update(invoices)
      .set({
        paidMinor: sql`${invoices.paidMinor} - ${amountMinor}`,
        paidAt: null,
        paymentState: sql`case when ${invoices.paymentState} = 'paid' then 'open' else ${invoices.paymentState} end`,
      })
      .where(and(eq(invoices.tenantId, tx.tenantId), eq(invoices.id, invoiceId)));
  }
  return rows.map(({ id }) => id);
}

async function reverseJournals(
  tx: Ctx,
  line: BankLine,
  paymentIds: readonly Id<"payment">[],
): Promise<void> {
  const standing = await tx.db
    .select({ id: journals.id, key: journals.key })
    .from(journals)
    .where(
      and(
        eq(journals.tenantId, tx.tenantId),
        inArray(journals.sourceId, [line.id, ...paymentIds]),
        inArray(journals.kind, ["bank_line_booked", "payment_succeeded", "bank_rest_kept"]),
        sql`not exists (select 1 from journals r where r.tenant_id = ${tx.tenantId} and r.reverses_id = ${journals.id})`,
      ),
    );
  if (standing.some(({ key }) => key.startsWith(`bank:${line.id}:kept`))) {
    throw new ServiceError("PRECONDITION", "What was too much is in the driver's wallet already.", {
      reason: "kept",
    });
  }
  const reversals = [];
  for (const { id, key } of standing) {
    const legs = await legsOf(tx, id);
    reversals.push(
      journal({
        key: `${key}:undone`,
        kind: "bank_match_undone",
        effectiveAt: tx.clock.now(),
        source: { type: "bank_line", id: line.id },
        reversesId: id,
        legs: legs.map((leg) => ({ ...leg, amountMinor: -leg.amountMinor })),
      }),
    );
  }
  await postJournals(tx, reversals);
}

async function legsOf(tx: Ctx, journalId: Id<"journal">) {
  const rows = await tx.db
    .select({
      code: accounts.code,
      kind: accounts.kind,
      ownerId: accounts.ownerId,
      amountMinor: postings.amountMinor,
      currency: postings.currency,
    })
    .from(postings)
    .innerJoin(
      accounts,
      and(eq(accounts.tenantId, postings.tenantId), eq(accounts.id, postings.accountId)),
    )
    .where(and(eq(postings.tenantId, tx.tenantId), eq(postings.journalId, journalId)));
  return rows.map(({ code, kind, ownerId, amountMinor, currency }) => ({
    account: { code, kind: kind as AccountKind, ownerId: ownerId as Id<"driver"> | null },
    amountMinor,
    currency,
  }));
}
