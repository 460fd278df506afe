import { and, asc, count, desc, eq, or, sql, type SQL } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { money, type Money } from "@/core/money/money";
import { invoices } from "@/db/schema/invoices";
import { payments } from "@/db/schema/payments";
import { bankLines, bankStatements, cases, type BankLineState } from "@/db/schema/treasury";
import { readActorNames } from "@/services/audit/list-audit";
import type { Ctx } from "@/services/context";
import { contains } from "@/services/reports/text-search";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { proposeMatches, type BankLine, type MatchProposal } from "./bank-matchers";
import { restKey } from "./match-line";

const PAGE_SIZE = 50;

/** A line of the bank in finance's list. */
export interface BankLineItem {
  readonly id: Id<"bankLine">;
  readonly bookedOn: Temporal.PlainDate;
  readonly amount: Money;
  readonly reference: string | null;
  readonly counterparty: string | null;
  readonly text: string | null;
  readonly state: BankLineState;
  readonly matchKind: BankLine["matchKind"];
  readonly matchId: string | null;
  readonly note: string | null;
}

/** A page of lines, and how many there are in each state. */
export interface BankLinePage {
  readonly lines: readonly BankLineItem[];
  readonly states: Readonly<Record<BankLineState, number>>;
  readonly statements: readonly {
    readonly id: Id<"bankStatement">;
    readonly fileName: string;
    readonly account: string;
    readonly uploadedAt: Temporal.Instant;
    readonly lines: number;
  }[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

/**
 * Lines of the bank, those that wait first unless told. For finance.
 * @throws ServiceError FORBIDDEN.
 */
export async function listBankLines(
  ctx: Ctx,
  filter: {
    readonly state?: BankLineState | undefined;
    readonly text?: string | undefined;
    readonly page: number;
  },
): Promise<BankLinePage> {
  requireRole(ctx, "finance");
  const state = filter.state ?? "unmatched";
  const wanted = and(
    eq(bankLines.tenantId, ctx.tenantId),
    eq(bankLines.state, state),
    textCondition(filter.text),
  );
  const [rows, counted, states, statements] = await Promise.all([
    ctx.db
      .select()
      .from(bankLines)
      .where(wanted)
      .orderBy(
        state === "unmatched" ? asc(bankLines.bookedOn) : desc(bankLines.matchedAt),
        asc(bankLines.id),
      )
      .limit(PAGE_SIZE)
      .offset((filter.page - 1) * PAGE_SIZE),
    ctx.db.select({ n: count() }).from(bankLines).where(wanted),
    ctx.db
      .select({ state: bankLines.state, n: count() })
      .from(bankLines)
      .where(eq(bankLines.tenantId, ctx.tenantId))
      .groupBy(bankLines.state),
    ctx.db
      .select({
        id: bankStatements.id,
        fileName: bankStatements.fileName,
        account: bankStatements.account,
        uploadedAt: bankStatements.uploadedAt,
        lines: sql<number>`(select count(*)::int from bank_lines l
          where l.tenant_id = bank_statements.tenant_id and l.statement_id = bank_statements.id)`,
      })
      .from(bankStatements)
      .where(eq(bankStatements.tenantId, ctx.tenantId))
      .orderBy(desc(bankStatements.uploadedAt))
      .limit(10),
  ]);
  const byState = new Map(states.map((row) => [row.state, row.n]));
  return {
    lines: rows.map(lineItem),
    states: {
      unmatched: byState.get("unmatched") ?? 0,
      matched: byState.get("matched") ?? 0,
      set_aside: byState.get("set_aside") ?? 0,
    },
    statements,
    total: counted[0]?.n ?? 0,
    page: filter.page,
    pageSize: PAGE_SIZE,
  };
}

/** A line whole: what it may be, or what it is. */
export interface BankLineDetail extends BankLineItem {
  readonly account: string;
  readonly bankRef: string;
  readonly fileName: string;
  readonly matchedBy: string | null;
  readonly matchedAt: Temporal.Instant | null;
  readonly proposals: readonly MatchProposal[];
  /** The invoices that it paid. */
  readonly paid: readonly {
    readonly invoiceId: Id<"invoice">;
    readonly number: string;
    readonly amount: Money;
  }[];
  /** What was too much and waits to be dealt with. */
  readonly rest: Money | null;
}

/** One line. For finance. @throws ServiceError FORBIDDEN, NOT_FOUND. */
export async function getBankLine(ctx: Ctx, id: Id<"bankLine">): Promise<BankLineDetail> {
  requireRole(ctx, "finance");
  const [row] = await ctx.db
    .select({ line: bankLines, fileName: bankStatements.fileName })
    .from(bankLines)
    .innerJoin(
      bankStatements,
      and(
        eq(bankStatements.tenantId, bankLines.tenantId),
        eq(bankStatements.id, bankLines.statementId),
      ),
    )
    .where(and(eq(bankLines.tenantId, ctx.tenantId), eq(bankLines.id, id)));
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such line.", { id });
  const { line, fileName } = row;
  const [proposals, paid, [rest], names] = await Promise.all([
    line.state === "unmatched" ? proposeMatches(ctx, line) : [],
    ctx.db
      .select({
        invoiceId: invoices.id,
        number: invoices.number,
        amountMinor: payments.amountMinor,
      })
      .from(payments)
      .innerJoin(
        invoices,
        and(eq(invoices.tenantId, payments.tenantId), eq(invoices.id, payments.invoiceId)),
      )
      .where(and(eq(payments.tenantId, ctx.tenantId), eq(payments.bankLineId, id))),
    ctx.db
      .select({ amountMinor: cases.amountMinor })
      .from(cases)
      .where(
        and(eq(cases.tenantId, ctx.tenantId), eq(cases.key, restKey(id)), eq(cases.state, "open")),
      ),
    readActorNames(ctx, line.matchedBy === null ? [] : [line.matchedBy]),
  ]);
  return {
    ...lineItem(line),
    account: line.account,
    bankRef: line.bankRef.split("#")[0] ?? "",
    fileName,
    matchedBy: line.matchedBy && (names.get(line.matchedBy) ?? line.matchedBy),
    matchedAt: line.matchedAt,
    proposals,
    paid: paid.map(({ invoiceId, number, amountMinor }) => ({
      invoiceId,
      number: number ?? "",
      amount: money(amountMinor, line.currency),
    })),
    rest: rest?.amountMinor ? money(rest.amountMinor, line.currency) : null,
  };
}

function lineItem(line: BankLine): BankLineItem {
  const { id, bookedOn, reference, counterparty, text, state, matchKind, matchId, note } = line;
  const amount = money(line.amountMinor, line.currency);
  return { id, bookedOn, amount, reference, counterparty, text, state, matchKind, matchId, note };
}

function textCondition(text: string | undefined): SQL | undefined {
  if (!text) return undefined;
  return or(
    contains(bankLines.reference, text),
    contains(bankLines.counterparty, text),
    contains(bankLines.text, text),
  );
}
