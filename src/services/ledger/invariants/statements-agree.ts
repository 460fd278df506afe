import { sql } from "drizzle-orm";
import { ofTenant, type InvariantQuery } from "./invariant-query";

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
    sql`
    with lots as (
      select l.tenant_id, l.driver_id, l.currency, sum(l.remaining_minor) as credit
      from wallet_lots l where ${ofTenant("l.tenant_id", tenantId)} group by l.tenant_id, l.driver_id, l.currency),
    holds as (
      select h.tenant_id, h.driver_id, h.currency, sum(h.amount_minor) as held
      from wallet_holds h where h.state = 'open' and ${ofTenant("h.tenant_id", tenantId)}
      group by h.tenant_id, h.driver_id, h.currency),
    booked as (
      select a.tenant_id, a.owner_id as driver_id, a.currency, -a.balance as credit, a.held
      from accounts a where a.kind = 'driver_wallet' and ${ofTenant("a.tenant_id", tenantId)}),
    wallet as (
      select driver_id, currency, coalesce(l.credit, 0) as lots, coalesce(b.credit, 0) as booked,
             coalesce(h.held, 0) as holds, coalesce(b.held, 0) as held
      from lots l full join booked b using (tenant_id, driver_id, currency)
      full join holds h using (tenant_id, driver_id, currency)),
    drawn as (
      select u.tenant_id, u.lot_id, sum(u.amount_minor) as amount
      from lot_uses u where ${ofTenant("u.tenant_id", tenantId)} group by u.tenant_id, u.lot_id),
    paid as (
      select u.tenant_id, u.charge_id, sum(u.amount_minor) as amount
      from lot_uses u where u.charge_id is not null and ${ofTenant("u.tenant_id", tenantId)}
      group by u.tenant_id, u.charge_id)
    select 'driver ' || driver_id as subject,
           'has lots of ' || lots || ' ' || currency || ', in the ledger ' || booked as detail
      from wallet where lots <> greatest(booked, 0)
    union all
    select 'driver ' || driver_id, 'has open holds of ' || holds || ' ' || currency || ', held ' || held
      from wallet where holds <> held
    union all
    select 'lot ' || l.id, 'holds ' || l.remaining_minor || ' of ' || l.amount_minor || ', drawn '
             || coalesce(d.amount, 0)
      from wallet_lots l left join drawn d on d.tenant_id = l.tenant_id and d.lot_id = l.id
      where ${ofTenant("l.tenant_id", tenantId)} and l.amount_minor - l.remaining_minor <> coalesce(d.amount, 0)
    union all
    select 'charge ' || p.charge_id, 'is ' || c.state || ' with ' || coalesce(c.gross_minor, 0) || ', lots gave '
             || p.amount
      from paid p join charges c on c.tenant_id = p.tenant_id and c.id = p.charge_id
      where p.amount < 0 or p.amount > case when c.state = 'settled' then coalesce(c.gross_minor, 0) else 0 end`,
  ],
};
