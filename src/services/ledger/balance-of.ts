import { and, eq, sql } from "drizzle-orm";
import type { AccountRef } from "@/core/ledger/account";
import { money, type Money } from "@/core/money/money";
import { accounts, postings } from "@/db/schema/ledger";
import type { Ctx } from "@/services/context";
import { requireAccountAccess } from "./require-account-access";

/**
 * What stands on an account in a currency, debit positive; zero for one that was never used. A driver's
 * accounts keep it; the house's are summed.
 * @throws ServiceError FORBIDDEN for an account that is not the actor's own, unless finance asks.
 */
export async function balanceOf(ctx: Ctx, account: AccountRef, currency: string): Promise<Money> {
  requireAccountAccess(ctx, account);
  const [row] = await ctx.db
    .select({ id: accounts.id, cached: accounts.cached, balance: accounts.balance })
    .from(accounts)
    .where(
      and(
        eq(accounts.tenantId, ctx.tenantId),
        eq(accounts.code, account.code),
        eq(accounts.currency, currency),
      ),
    );
  if (!row) return money(0n, currency);
  if (row.cached) return money(row.balance, currency);
  const [summed] = await ctx.db
    .select({ total: sql<string>`coalesce(sum(${postings.amountMinor}), 0)::text` })
    .from(postings)
    .where(and(eq(postings.tenantId, ctx.tenantId), eq(postings.accountId, row.id)));
  return money(BigInt(summed?.total ?? "0"), currency);
}
