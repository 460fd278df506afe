import { sql } from "drizzle-orm";
import { ofTenant, type InvariantQuery } from "./invariant-query";
import { walletQuestions } from "./wallet-questions";

/**
 * I10: what a driver's pages say is what the ledger says, in each currency: not yet invoiced = his open
 * charges and items, owed = his invoices less what was paid, credited and written off of them. Drivers' accounts
 * belong to drivers.
 */
export const statementsAgree: InvariantQuery = {
  invariant: "I10",
  promise: "every driver's statement equals his postings",
  checked: (tenantId) =>
    sql`select count(*)::int as n from drivers d where ${ofTenant("d.tenant_id", tenantId)}`,
  violations: (tenantId) => [
    sql`
    with shown as (
      select tenant_id, driver_id, currency, sum(unbilled) as unbilled, sum(receivable) as receivable
      from (select h.tenant_id, h.driver_id, h.currency, h.gross_minor as unbilled, 0::bigint as receivable
              from charges h where h.state in ('open', 'drafted') and ${ofTenant("h.tenant_id", tenantId)}
            union all
            select b.tenant_id, b.driver_id, b.currency, b.gross_minor, 0
              from bill_items b where b.state = 'open' and ${ofTenant("b.tenant_id", tenantId)}
            union all
            select i.tenant_id, i.driver_id, i.currency, 0,
                   i.total_minor - i.paid_minor - i.credited_minor - i.written_off_minor
              from invoices i where i.state = 'finalized' and ${ofTenant("i.tenant_id", tenantId)}) parts
      group by tenant_id, driver_id, currency),
    booked as (
      select a.tenant_id, a.owner_id as driver_id, a.currency,
             coalesce(sum(p.amount_minor) filter (where a.kind = 'driver_unbilled_receivable'), 0) as unbilled,
             coalesce(sum(p.amount_minor) filter (where a.kind = 'driver_receivable'), 0) as receivable
      from accounts a join postings p on p.tenant_id = a.tenant_id and p.account_id = a.id
      where a.kind like 'driver\\_%' and ${ofTenant("a.tenant_id", tenantId)}
      group by a.tenant_id, a.owner_id, a.currency)
    select 'driver ' || driver_id as subject,
           'not yet invoiced ' || coalesce(s.unbilled, 0) || ' ' || currency || ', in the ledger '
             || coalesce(b.unbilled, 0) as detail
      from shown s full join booked b using (tenant_id, driver_id, currency)
      where coalesce(s.unbilled, 0) <> coalesce(b.unbilled, 0)
    union all
    select 'driver ' || driver_id, 'owes ' || coalesce(s.receivable, 0) || ' ' || currency || ', in the ledger '
             || coalesce(b.receivable, 0)
      from shown s full join booked b using (tenant_id, driver_id, currency)
      where coalesce(s.receivable, 0) <> coalesce(b.receivable, 0)
    union all
    select 'account ' || a.code, 'belongs to no driver' from accounts a
      where a.cached and ${ofTenant("a.tenant_id", tenantId)} and (
        a.code not like 'driver:' || a.owner_id || ':%'
        or not exists (select 1 from drivers d where d.tenant_id = a.tenant_id and d.id = a.owner_id))`,
    walletQuestions(tenantId),
  ],
};
