import { sql, type SQL } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { ofTenant } from "@/services/ledger/invariants/invariant-query";

/** What Stripe's book and ours say of one thing, where they do not say the same. */
export interface StripeDifference extends Record<string, unknown> {
  readonly tenant_id: string;
  /** "payment:<id>", "refund:<id>", "dispute:<id>", "returned:<du_…>", "payout:<po_…>", "txn:<txn_…>" or "journal:<id>". */
  readonly thing: string;
  readonly kind: "not_booked" | "not_at_stripe" | "amount_differs" | "booked_twice";
  readonly currency: string;
  readonly stripe_minor: string;
  readonly booked_minor: string;
  readonly driver_id: Id<"driver"> | null;
  /** When it moved last, on either side. */
  readonly moved_at: string;
}

/**
 * Holds what moved on Stripe's balance (its transactions, net of fees) against what the ledger booked on
 * `stripe:clearing`, thing by thing and in both directions: payment, refund, dispute, returned debit, payout, fee of
 * the account. A payment has one journal and one transaction. Gives the rows that differ; all of a tenant, or of all.
 */
export function stripeDifferences(tenantId: Id<"tenant"> | undefined): SQL {
  return sql`
  with things as (
    select t.tenant_id, t.id, t.currency, t.net_minor, t.created_at, t.type, t.environment,
           case when p.id is not null then 'payment:' || p.id
                when r.id is not null then 'refund:' || r.id
                when k.key is not null then 'returned:' || t.source_id
                when d.id is not null then 'dispute:' || d.id
                when t.type in ('payout', 'payout_cancel', 'payout_failure') then 'payout:' || t.source_id
                else 'txn:' || t.id end as thing,
           coalesce(p.driver_id, r.driver_id) as driver_id
    from stripe_transactions t
    left join payments p on p.tenant_id = t.tenant_id and p.environment = t.environment and p.charge_id = t.source_id
    left join refunds r on r.tenant_id = t.tenant_id and r.environment = t.environment
      and r.stripe_refund_id = t.source_id
    left join disputes d on d.tenant_id = t.tenant_id and d.environment = t.environment
      and d.stripe_dispute_id = t.source_id
    left join journal_keys k on k.tenant_id = t.tenant_id and k.key = 'stripe:' || t.source_id || ':returned'
    where ${ofTenant("t.tenant_id", tenantId)}),
  at_stripe as (
    select tenant_id, thing, currency, sum(net_minor) as amount, max(created_at) as moved_at,
           count(*) filter (where type in ('charge', 'payment')) as payments,
           (array_agg(driver_id) filter (where driver_id is not null))[1] as driver_id
    from things group by tenant_id, thing, currency),
  legs as (
    select j.tenant_id, j.id, j.key, j.effective_at, g.currency, g.amount_minor,
           case when j.key like 'stripe:%:returned' then 'returned:' || split_part(j.key, ':', 2)
                when j.key like 'stripe:%:succeeded' then coalesce(
                  (select 'payment:' || p.id from payments p
                   where p.tenant_id = j.tenant_id and p.payment_intent_id = split_part(j.key, ':', 2) limit 1),
                  j.source_type || ':' || j.source_id)
                when j.kind = 'stripe_fee' then coalesce(
                  (select t.thing from things t where t.tenant_id = j.tenant_id and t.id = split_part(j.key, ':', 2)),
                  'payment:' || j.source_id)
                when j.source_type in ('payment', 'refund', 'dispute') then j.source_type || ':' || j.source_id
                when j.source_type = 'payout' then 'payout:' || split_part(j.key, ':', 2)
                when j.source_type = 'stripe_transaction' then 'txn:' || split_part(j.key, ':', 2)
                else 'journal:' || j.id end as thing
    from journals j
    join postings g on g.tenant_id = j.tenant_id and g.journal_id = j.id
    join accounts a on a.tenant_id = g.tenant_id and a.id = g.account_id and a.kind = 'stripe_clearing'
    where ${ofTenant("j.tenant_id", tenantId)}),
  booked as (
    select tenant_id, thing, currency, sum(amount_minor) as amount, max(effective_at) as moved_at,
           count(distinct id) filter (where key like 'stripe:%:succeeded') as payments
    from legs group by tenant_id, thing, currency)
  select tenant_id, thing, currency, coalesce(s.amount, 0)::text as stripe_minor,
         coalesce(b.amount, 0)::text as booked_minor, s.driver_id,
         to_char(greatest(s.moved_at, b.moved_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as moved_at,
         case when b.thing is null then 'not_booked'
              when s.thing is null then 'not_at_stripe'
              when s.amount <> b.amount then 'amount_differs'
              else 'booked_twice' end as kind
  from at_stripe s full join booked b using (tenant_id, thing, currency)
  where coalesce(s.amount, 0) <> coalesce(b.amount, 0)
     or (thing like 'payment:%' and (coalesce(s.payments, 0) <> 1 or coalesce(b.payments, 0) <> 1))
  order by thing, currency`;
}
