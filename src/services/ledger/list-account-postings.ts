import { and, desc, eq, lt } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { driverAccount, type DriverAccount } from "@/core/ledger/account";
import { money, type Money } from "@/core/money/money";
import { accounts, journals, postings } from "@/db/schema/ledger";
import type { Ctx } from "@/services/context";
import { requireAccountAccess } from "./require-account-access";

/** One line of a driver's statement, debit positive: what he owes us more (or less) by it. */
export interface StatementLine {
  readonly journalId: Id<"journal">;
  readonly kind: string;
  /** When it was so, and when it was booked. */
  readonly effectiveAt: Temporal.Instant;
  readonly bookedAt: Temporal.Instant;
  readonly sourceType: string;
  readonly sourceId: Id;
  readonly amount: Money;
  readonly balanceAfter: Money;
  /** 1, 2, 3 … on this account; `before` of the next page. */
  readonly version: bigint;
}

/** Which account, and which page: `before` a version, newest first. */
export interface StatementQuery {
  readonly driverId: Id<"driver">;
  readonly account: DriverAccount;
  readonly currency: string;
  readonly before?: bigint;
  /** At most 200; 50 when not said. */
  readonly limit?: number;
}

/**
 * A page of a driver's statement, newest first.
 * @throws ServiceError FORBIDDEN for another driver's, unless finance asks.
 */
export async function listAccountPostings(
  ctx: Ctx,
  query: StatementQuery,
): Promise<StatementLine[]> {
  const account = driverAccount(query.driverId, query.account);
  requireAccountAccess(ctx, account);
  const rows = await ctx.db
    .select({ posting: postings, journal: journals })
    .from(accounts)
    .innerJoin(
      postings,
      and(eq(postings.tenantId, accounts.tenantId), eq(postings.accountId, accounts.id)),
    )
    .innerJoin(
      journals,
      and(eq(journals.tenantId, postings.tenantId), eq(journals.id, postings.journalId)),
    )
    .where(
      and(
        eq(accounts.tenantId, ctx.tenantId),
        eq(accounts.code, account.code),
        eq(accounts.currency, query.currency),
        query.before === undefined ? undefined : lt(postings.accountVersion, query.before),
      ),
    )
    .orderBy(desc(postings.accountVersion))
    .limit(Math.min(query.limit ?? 50, 200));
  return rows.map(({ posting, journal }) => ({
    journalId: journal.id,
    kind: journal.kind,
    effectiveAt: journal.effectiveAt,
    bookedAt: journal.createdAt,
    sourceType: journal.sourceType,
    sourceId: journal.sourceId,
    amount: money(posting.amountMinor, query.currency),
    balanceAfter: money(posting.balanceAfter ?? 0n, query.currency),
    version: posting.accountVersion ?? 0n,
  }));
}
