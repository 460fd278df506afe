import { sql, type SQL } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { ofTenant } from "./invariant-query";

/** The part of I6 about money that left again: refunds and disputes, each booked as it stands. */
export function refundsAgree(tenantId?: Id<"tenant">): readonly SQL[] {
  return [
    sql`
    with out_of as (
      select r.tenant_id, r.payment_id, sum(r.amount_minor) filter (where r.state not in ('failed', 'canceled')) as live
      from refunds r where ${ofTenant("r.tenant_id", tenantId)} group by r.tenant_id, r.payment_id),
    booked as (
      select j.tenant_id, j.source_id, j.kind, count(distinct j.id) as journals, sum(p.amount_minor) as amount
      from journals j
      join postings p on p.tenant_id = j.tenant_id and p.journal_id = j.id
      join accounts a on a.tenant_id = p.tenant_id and a.id = p.account_id and a.kind = 'stripe_clearing'
      where j.kind in ('refund_succeeded', 'refund_failed') and ${ofTenant("j.tenant_id", tenantId)}
      group by j.tenant_id, j.source_id, j.kind)
    select 'payment ' || p.id as subject, 'says refunded ' || p.refunded_minor || ', its refunds ' || coalesce(o.live, 0) as detail
      from payments p left join out_of o on o.tenant_id = p.tenant_id and o.payment_id = p.id
      where ${ofTenant("p.tenant_id", tenantId)} and p.refunded_minor <> coalesce(o.live, 0)
    union all select 'payment ' || p.id, 'took ' || p.amount_minor || ', gave back ' || p.refunded_minor || ' and ' || p.reversed_minor
      from payments p where ${ofTenant("p.tenant_id", tenantId)}
        and p.refunded_minor + p.reversed_minor > case when p.state = 'succeeded' then p.amount_minor else 0 end
    union all select 'refund ' || r.id, 'is ' || r.state || ' with ' || r.amount_minor || ', went out ' || coalesce(-s.amount, 0)
             || ', came back ' || coalesce(f.amount, 0)
      from refunds r
      left join booked s on s.tenant_id = r.tenant_id and s.source_id = r.id and s.kind = 'refund_succeeded'
      left join booked f on f.tenant_id = r.tenant_id and f.source_id = r.id and f.kind = 'refund_failed'
      where ${ofTenant("r.tenant_id", tenantId)}
        and (coalesce(-s.amount, 0) <> case when r.state = 'succeeded' or r.failed_at is not null then r.amount_minor else 0 end
          or coalesce(f.amount, 0) <> case when r.failed_at is not null then r.amount_minor else 0 end)`,
    sql`
    with moved as (
      select j.tenant_id, j.source_id, sum(p.amount_minor) as amount
      from journals j
      join postings p on p.tenant_id = j.tenant_id and p.journal_id = j.id
      join accounts a on a.tenant_id = p.tenant_id and a.id = p.account_id and a.kind = 'disputes_receivable'
      where j.source_type = 'dispute' and ${ofTenant("j.tenant_id", tenantId)}
      group by j.tenant_id, j.source_id)
    select 'dispute ' || d.id as subject, 'is ' || d.status || ' (' || d.funds || ', loss to ' || coalesce(d.loss_to, 'nobody')
           || ') over ' || d.amount_minor || ', books hold ' || coalesce(m.amount, 0) as detail
      from disputes d left join moved m on m.tenant_id = d.tenant_id and m.source_id = d.id
      where ${ofTenant("d.tenant_id", tenantId)}
        and coalesce(m.amount, 0) <> case when d.funds = 'withdrawn' and d.loss_to is null then d.amount_minor else 0 end`,
  ];
}
