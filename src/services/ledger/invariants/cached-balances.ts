import { sql } from "drizzle-orm";
import { ofTenant, type InvariantQuery } from "./invariant-query";

/** I2: a cached balance is the sum of its postings; versions run 1, 2, 3 … and each `balance_after` is the sum so far. */
export const cachedBalances: InvariantQuery = {
  invariant: "I2",
  promise: "cached balances equal their postings, without a version missing",
  checked: (tenantId) =>
    sql`select count(*)::int as n from accounts a where a.cached and ${ofTenant("a.tenant_id", tenantId)}`,
  violations: (tenantId) => [
    sql`
    with run as (
      select a.tenant_id, a.id, a.code, p.journal_id, p.account_version, p.balance_after,
             row_number() over w as expected_version, sum(p.amount_minor) over w as expected_balance
      from accounts a join postings p on p.tenant_id = a.tenant_id and p.account_id = a.id
      where a.cached and ${ofTenant("a.tenant_id", tenantId)}
      window w as (partition by a.tenant_id, a.id order by p.account_version nulls first
                   rows unbounded preceding)),
    sums as (
      select a.code, a.balance, a.version, count(p.seq) as legs, coalesce(sum(p.amount_minor), 0) as total
      from accounts a left join postings p on p.tenant_id = a.tenant_id and p.account_id = a.id
      where a.cached and ${ofTenant("a.tenant_id", tenantId)}
      group by a.tenant_id, a.id)
    select 'account ' || code as subject,
           'balance ' || balance || ' at version ' || version || ', postings ' || total || ' in ' || legs as detail
      from sums where balance <> total or version <> legs
    union all
    select 'account ' || code, 'journal ' || journal_id || ' has version ' || coalesce(account_version::text, 'none')
             || ' and balance ' || coalesce(balance_after::text, 'none') || ', expected ' || expected_version
             || ' and ' || expected_balance
      from run where account_version is distinct from expected_version
                  or balance_after is distinct from expected_balance`,
  ],
};
