import { and, eq, type InferSelectModel } from "drizzle-orm";

import type { JournalKind } from "@/core/ledger/journal";
import { canonicalText } from "@/core/invoicing/canonical-text";
import type { StatementDocument, StatementEntryKind } from "@/core/invoicing/statement-document";
import { isOneOf } from "@/db/is-one-of";
import { newId } from "@/db/new-id";
import { drivers } from "@/db/schema/drivers";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { buyerParty, sellerParty } from "./document-parties";
import { findDueStatements, type DueStatement } from "./find-due-statements";
import { holdIssuing } from "./hold-issuing";
import { reserveNumbers, storeDocuments } from "./issue-documents";
import { issueDay, readIssuer, type Issuer } from "./read-issuer";

const BATCH = 100;

const KINDS: Partial<Readonly<Record<JournalKind, StatementEntryKind>>> = {
  topup_succeeded: "topup",
  topup_reversed: "return",
  charge_accepted: "charge",
  charge_reversed: "charge_reversed",
  credit_granted: "grant",
  credit_expired: "expiry",
  wallet_withdrawn: "withdrawal",
  credit_note_issued: "credit",
  payment_returned: "return",
  dispute_withdrawn: "dispute",
  dispute_reinstated: "dispute",
  dispute_lost: "dispute",
};

/** Issues the statements of wallets for the month that ended, a batch in one transaction. Returns how many. */
export async function issueDueStatements(ctx: Ctx): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    if (!(await holdIssuing(tx, "statement"))) return 0;
    const due = await findDueStatements(tx, BATCH);
    const issuer = due.length === 0 ? null : await readIssuer(tx);
    if (!issuer) return 0;
    const issuedOn = issueDay(tx, issuer);
    const series = { kind: "statement", seller: issuer.seller, issuedOn } as const;
    const owners = await readDrivers(tx, due);
    const numbers = await reserveNumbers(tx, series, due.length);
    const documents = due.flatMap((statement, index) => {
      const [reserved, driver] = [numbers[index], owners.get(statement.driverId)];
      if (!reserved || !driver) throw new RangeError("a wallet's driver is missing");
      const subject = { type: "wallet", id: statement.accountId };
      const canonicalOf = (number: string) =>
        canonicalText(compose(statement, { issuer, issuedOn, number, driver }));
      const documentId = newId<"document">();
      return [{ ...reserved, documentId, subject, driverId: driver.id, canonicalOf }];
    });
    await storeDocuments(tx, series, documents);
    return due.length;
  });
}

async function readDrivers(ctx: Ctx, due: readonly DueStatement[]) {
  const ids = due.map(({ driverId }) => driverId);
  const rows = await ctx.db
    .select()
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), isOneOf(drivers.id, ids)));
  return new Map(rows.map((row) => [row.id, row]));
}

function compose(
  { currency, period, openingMinor, asOfVersion, movements }: DueStatement,
  of: {
    readonly issuer: Issuer;
    readonly issuedOn: Temporal.PlainDate;
    readonly number: string;
    readonly driver: InferSelectModel<typeof drivers>;
  },
): StatementDocument {
  let balance = openingMinor;
  const entries = movements.map(({ at, kind, reference, amountMinor }) => {
    balance += amountMinor;
    return {
      at: at.toString(),
      kind: KINDS[kind] ?? ("other" as const),
      reference,
      amountMinor: amountMinor.toString(),
      balanceMinor: balance.toString(),
    };
  });
  return {
    schema: "kvitt.statement/1",
    of: "wallet",
    number: of.number,
    issuedOn: of.issuedOn.toString(),
    locale: of.driver.locale,
    timeZone: of.driver.timeZone,
    seller: sellerParty(of.issuer.seller),
    buyer: buyerParty(of.driver),
    currency,
    periodStart: period.start.toString(),
    periodEnd: period.end.toString(),
    openingMinor: openingMinor.toString(),
    closingMinor: balance.toString(),
    entries,
    asOfVersion: asOfVersion.toString(),
  };
}
