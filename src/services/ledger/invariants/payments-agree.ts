import { sql } from "drizzle-orm";
import { ofTenant, type InvariantQuery } from "./invariant-query";
import { refundsAgree } from "./refunds-agree";

/**
 * I6: an invoice is paid what its succeeded payments say, less what was taken back, never above its total, and has one
 * open payment at most; each payment, refund and dispute is booked once, and none gives back more than was taken.
 */
export const paymentsAgree: InvariantQuery = {
  invariant: "I6",
  promise: "no invoice is paid twice or above its total, no refund is above its charge",
  checked: (tenantId) => sql`
    select (select count(*) from invoices i where i.state = 'finalized' and ${ofTenant("i.tenant_id", tenantId)})::int
         + (select count(*) from payments p where ${ofTenant("p.tenant_id", tenantId)})::int as n`,
  violations: (tenantId) => [
    sql`
    with booked as (
      select j.tenant_id, j.key, j.kind, j.source_id, min(p.currency) as currency,
             sum(p.amount_minor) filter (where a.kind in ('stripe_clearing', 'bank')) as amount,
             -coalesce(sum(p.amount_minor) filter (where a.kind = 'driver_receivable'), 0) as applied
      from journals j
      join postings p on p.tenant_id = j.tenant_id and p.journal_id = j.id
      join accounts a on a.tenant_id = p.tenant_id and a.id = p.account_id
      where j.kind in ('payment_succeeded', 'topup_succeeded', 'bank_line_booked') and ${ofTenant("j.tenant_id", tenantId)}
      group by j.tenant_id, j.key, j.kind, j.source_id),
    attempts as (
      select p.*, b.key as journal, b.amount as booked_amount, b.currency as booked_currency, coalesce(b.applied, 0) as applied
      from payments p left join booked b on b.tenant_id = p.tenant_id and
        case when p.channel = 'bank' then b.kind = 'payment_succeeded' and b.source_id = p.id
             else b.key = 'stripe:' || p.payment_intent_id || ':succeeded' end
      where ${ofTenant("p.tenant_id", tenantId)}),
    per_invoice as (
      select a.tenant_id, a.invoice_id,
             coalesce(sum(case when a.journal is null then a.amount_minor else a.applied end - a.reversed_minor)
               filter (where a.state = 'succeeded'), 0) as taken,
             count(*) filter (where a.state in ('created', 'submitted', 'requires_action', 'processing', 'unknown')) as open
      from attempts a where a.invoice_id is not null group by a.tenant_id, a.invoice_id),
    whole as (
      select i.*, coalesce(a.taken, 0) as taken, coalesce(a.open, 0) as open,
             i.total_minor - i.paid_minor - i.credited_minor - i.written_off_minor as owed,
             coalesce(i.number, 'draft ' || i.id) as name
      from invoices i left join per_invoice a on a.tenant_id = i.tenant_id and a.invoice_id = i.id
      where ${ofTenant("i.tenant_id", tenantId)})
    select 'invoice ' || name as subject, 'total ' || total_minor || ', paid ' || paid_minor as detail
      from whole where paid_minor > total_minor or taken > total_minor or paid_minor < 0
    union all select 'invoice ' || name, 'says paid ' || paid_minor || ', its payments took ' || taken
      from whole where paid_minor <> taken
    union all select 'invoice ' || name, 'is ' || payment_state || ' with ' || paid_minor || ' of ' || total_minor
      from whole where state = 'finalized' and total_minor > 0
        and ((payment_state = 'paid') <> (owed = 0 and paid_minor > 0)
          and not (owed = 0 and payment_state in ('credited', 'written_off')))
    union all select 'invoice ' || name, 'has ' || open || ' open payments' from whole where open > 1
    union all select 'invoice ' || name, 'is a draft, yet has payments' from whole
      where state <> 'finalized' and (taken > 0 or open > 0)
    union all select 'payment ' || p.id, 'is of another driver or currency than its invoice'
      from payments p join invoices i on i.tenant_id = p.tenant_id and i.id = p.invoice_id
      where ${ofTenant("p.tenant_id", tenantId)} and (p.driver_id <> i.driver_id or p.currency <> i.currency)
    union all select 'payment ' || p.id, 'is ' || p.state || ' with ' || p.amount_minor || ' ' || p.currency
             || ', booked ' || coalesce(p.booked_amount, 0) || ' in ' || (p.journal is not null)::int || ' journals'
      from attempts p
      where case when p.state = 'succeeded'
              then p.journal is null or p.booked_amount is distinct from p.amount_minor or p.booked_currency <> p.currency
              else p.journal is not null end
    union all select 'payment ' || j.source_id, 'is booked, yet unknown' from journals j
      where j.kind = 'payment_succeeded' and ${ofTenant("j.tenant_id", tenantId)}
        and not exists (select 1 from payments p where p.tenant_id = j.tenant_id and p.id = j.source_id)`,
    ...refundsAgree(tenantId),
  ],
};
