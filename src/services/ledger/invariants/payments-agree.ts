import { sql } from "drizzle-orm";
import { ofTenant, type InvariantQuery } from "./invariant-query";

/** I6: an invoice is paid what its succeeded payments say, never above its total, and has one open payment at most. */
export const paymentsAgree: InvariantQuery = {
  invariant: "I6",
  promise: "no invoice is paid twice or above its total",
  checked: (tenantId) => sql`
    select (select count(*) from invoices i where i.state = 'finalized' and ${ofTenant("i.tenant_id", tenantId)})::int
         + (select count(*) from payments p where ${ofTenant("p.tenant_id", tenantId)})::int as n`,
  violations: (tenantId) => [
    sql`
    with attempts as (
      select p.tenant_id, p.invoice_id,
             coalesce(sum(p.amount_minor) filter (where p.state = 'succeeded'), 0) as paid,
             count(*) filter (where p.state in ('created', 'submitted', 'requires_action', 'processing', 'unknown')) as open
      from payments p where ${ofTenant("p.tenant_id", tenantId)} group by p.tenant_id, p.invoice_id),
    whole as (
      select i.*, coalesce(a.paid, 0) as taken, coalesce(a.open, 0) as open,
             coalesce(i.number, 'draft ' || i.id) as name
      from invoices i left join attempts a on a.tenant_id = i.tenant_id and a.invoice_id = i.id
      where ${ofTenant("i.tenant_id", tenantId)}),
    booked as (
      select j.tenant_id, j.source_id as payment_id, count(distinct j.id) as journals, min(p.currency) as currency,
             -sum(p.amount_minor) filter (where a.kind = 'driver_receivable') as amount
      from journals j
      join postings p on p.tenant_id = j.tenant_id and p.journal_id = j.id
      join accounts a on a.tenant_id = p.tenant_id and a.id = p.account_id
      where j.kind = 'payment_succeeded' and ${ofTenant("j.tenant_id", tenantId)}
      group by j.tenant_id, j.source_id)
    select 'invoice ' || name as subject, 'total ' || total_minor || ', paid ' || paid_minor as detail
      from whole where paid_minor > total_minor or taken > total_minor
    union all select 'invoice ' || name, 'says paid ' || paid_minor || ', its payments took ' || taken
      from whole where paid_minor <> taken
    union all select 'invoice ' || name, 'is ' || payment_state || ' with ' || paid_minor || ' of ' || total_minor
      from whole where state = 'finalized' and total_minor > 0
        and (payment_state = 'paid') <> (paid_minor = total_minor)
    union all select 'invoice ' || name, 'has ' || open || ' open payments' from whole where open > 1
    union all select 'invoice ' || name, 'is a draft, yet has payments' from whole
      where state <> 'finalized' and (taken > 0 or open > 0)
    union all select 'payment ' || p.id, 'is of another driver or currency than its invoice'
      from payments p join invoices i on i.tenant_id = p.tenant_id and i.id = p.invoice_id
      where ${ofTenant("p.tenant_id", tenantId)} and (p.driver_id <> i.driver_id or p.currency <> i.currency)
    union all select 'payment ' || p.id, 'is ' || p.state || ' with ' || p.amount_minor || ' ' || p.currency
             || ', booked ' || coalesce(b.amount, 0) || ' in ' || coalesce(b.journals, 0) || ' journals'
      from payments p left join booked b on b.tenant_id = p.tenant_id and b.payment_id = p.id
      where ${ofTenant("p.tenant_id", tenantId)}
        and case when p.state = 'succeeded'
              then coalesce(b.journals, 0) <> 1 or b.amount is distinct from p.amount_minor or b.currency <> p.currency
              else coalesce(b.journals, 0) > 0 end
    union all select 'payment ' || b.payment_id, 'is booked, yet unknown' from booked b
      where not exists (select 1 from payments p where p.tenant_id = b.tenant_id and p.id = b.payment_id)`,
  ],
};
