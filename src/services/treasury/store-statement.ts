import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { bankLines, bankStatements } from "@/db/schema/treasury";
import { inTransaction } from "@/db/transaction";
import { actorName, writeAudit } from "@/services/audit/write-audit";
import { openCase } from "@/services/cases/open-case";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";

/** A movement on our account, as it was read from a statement. */
export interface StatementEntry {
  readonly bankRef: string | null;
  readonly bookedOn: Temporal.PlainDate;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly reference: string | null;
  readonly counterparty: string | null;
  readonly text: string | null;
}

/** A statement that was read, with what could not be. */
export interface NewStatement {
  readonly fileName: string;
  readonly format: "camt053" | "csv";
  readonly file: Uint8Array;
  /** Our account: IBAN or number. */
  readonly account: string;
  readonly entries: readonly StatementEntry[];
  readonly unread: readonly {
    readonly line: number;
    readonly reason: string;
    readonly text: string;
  }[];
}

/** What came of it. */
export interface StoredStatement {
  readonly statementId: Id<"bankStatement">;
  readonly stored: number;
  /** Lines that an earlier statement had. */
  readonly duplicates: number;
  readonly unread: number;
}

/** With so many lines that cannot be read, it is the reading that is wrong. */
const MOST_UNREAD = 100;

/**
 * Stores a bank statement as it came, and its lines once each: the same file again, or one that overlaps with it, adds
 * nothing twice. A line that could not be read becomes a case. For finance.
 * @throws ServiceError FORBIDDEN, INVALID when hardly anything could be read.
 */
export async function storeStatement(ctx: Ctx, statement: NewStatement): Promise<StoredStatement> {
  requireRole(ctx, "finance");
  const account = statement.account.replaceAll(/\s/g, "").toUpperCase();
  const unread = statement.unread.filter(({ reason }) => reason !== "not_booked");
  if (account === "") throw new ServiceError("INVALID", "Say of which account it is.");
  if (unread.length > MOST_UNREAD || statement.entries.length + unread.length === 0) {
    throw new ServiceError("INVALID", "Hardly any line could be read: look at the columns again.");
  }
  const sha256 = createHash("sha256").update(statement.file).digest();
  return inTransaction(ctx, async (tx) => {
    const statementId = await insertStatement(tx, statement, { account, sha256 });
    const rows = nameLines(statement.entries).map((entry) => ({
      ...entry,
      tenantId: tx.tenantId,
      id: newId<"bankLine">(),
      statementId,
      account,
    }));
    let stored = 0;
    for (let start = 0; start < rows.length; start += 500) {
      const inserted = await tx.db
        .insert(bankLines)
        .values(rows.slice(start, start + 500))
        .onConflictDoNothing()
        .returning({ id: bankLines.id });
      stored += inserted.length;
    }
    for (const { line, reason, text } of unread) {
      await openCase(tx, {
        key: `bank-statement:${Buffer.from(sha256).toString("hex").slice(0, 16)}:${line}`,
        kind: "bank_line_unread",
        subjectType: "bank_statement",
        subjectId: statementId,
        detail: { file: statement.fileName, line: String(line), reason, text: text.slice(0, 500) },
      });
    }
    await writeAudit(tx, {
      action: "bank_statement.stored",
      subjectType: "bank_statement",
      subjectId: statementId,
      detail: { file: statement.fileName, stored, unread: unread.length },
    });
    return { statementId, stored, duplicates: rows.length - stored, unread: unread.length };
  });
}

async function insertStatement(
  ctx: Ctx,
  statement: NewStatement,
  named: { readonly account: string; readonly sha256: Uint8Array },
): Promise<Id<"bankStatement">> {
  const id = newId<"bankStatement">();
  const { fileName, format, file } = statement;
  const [row] = await ctx.db
    .insert(bankStatements)
    .values({
      tenantId: ctx.tenantId,
      id,
      fileName: fileName.slice(0, 200),
      format,
      file,
      ...named,
      uploadedBy: actorName(ctx.actor),
      uploadedAt: ctx.clock.now(),
    })
    .onConflictDoNothing()
    .returning({ id: bankStatements.id });
  if (row) return row.id;
  const [known] = await ctx.db
    .select({ id: bankStatements.id })
    .from(bankStatements)
    .where(and(eq(bankStatements.tenantId, ctx.tenantId), eq(bankStatements.sha256, named.sha256)));
  if (!known) throw new ServiceError("CONFLICT", "The file is being stored by somebody else.");
  return known.id;
}

/**
 * Names each line by what it says and its place among equals: banks use a reference for several lines, and give some
 * none. Two equal payments of a day are two lines, the same statement read twice is not.
 */
function nameLines(entries: readonly StatementEntry[]) {
  const seen = new Map<string, number>();
  return entries.map((entry) => {
    const { bookedOn, amountMinor, currency, reference } = entry;
    const said = [entry.bankRef ?? "", bookedOn.toString(), amountMinor, currency, reference ?? ""];
    const name = createHash("sha256").update(said.join("\n")).digest("hex").slice(0, 24);
    const place = (seen.get(name) ?? 0) + 1;
    seen.set(name, place);
    return { ...entry, bankRef: `${entry.bankRef ?? ""}#${name}.${place}` };
  });
}
