import { sql } from "drizzle-orm";
import { ofTenant, type InvariantQuery } from "./invariant-query";

/**
 * I13: what is deferred is what subscriptions paid for and did not have yet: their fees less what was taken as income,
 * in each currency. No more is taken as income of a stretch than its fee, and no stretch of a subscription shares time
 * with another. What charges took of an allowance is counted in it.
 */
export const feesEarned: InvariantQuery = {
  invariant: "I13",
  promise: "deferred fees equal what subscribers paid for and did not have yet",
  checked: (tenantId) =>
    sql`select count(*)::int as n from subscription_periods p where ${ofTenant("p.tenant_id", tenantId)}`,
  violations: (tenantId) => [
    sql`
    with fees as (
      select b.tenant_id, b.currency, b.subscription_period_id as period_id, sum(b.net_minor) as net
      from bill_items b
      where b.kind in ('subscription_fee', 'proration_credit', 'proration_charge') and b.state <> 'void'
        and ${ofTenant("b.tenant_id", tenantId)}
      group by b.tenant_id, b.currency, b.subscription_period_id),
    expected as (
      select f.tenant_id, f.currency, sum(f.net - coalesce(p.recognized_minor, 0)) as deferred
      from fees f left join subscription_periods p on p.tenant_id = f.tenant_id and p.id = f.period_id
      group by f.tenant_id, f.currency),
    booked as (
      select a.tenant_id, a.currency, -sum(p.amount_minor) as deferred
      from accounts a join postings p on p.tenant_id = a.tenant_id and p.account_id = a.id
      where a.kind = 'deferred_subscription' and ${ofTenant("a.tenant_id", tenantId)}
      group by a.tenant_id, a.currency)
    select 'deferred fees' as subject, coalesce(e.deferred, 0) || ' ' || currency || ', in the ledger '
             || coalesce(b.deferred, 0) as detail
      from expected e full join booked b using (tenant_id, currency)
      where coalesce(e.deferred, 0) <> coalesce(b.deferred, 0)
    union all
    select 'subscription period ' || p.id, 'took ' || p.recognized_minor || ' as income of a fee of ' || coalesce(f.net, 0)
      from subscription_periods p left join fees f on f.tenant_id = p.tenant_id and f.period_id = p.id
      where ${ofTenant("p.tenant_id", tenantId)}
        and p.recognized_minor not between least(coalesce(f.net, 0), 0) and greatest(coalesce(f.net, 0), 0)
    union all
    select 'subscription ' || p.subscription_id, 'has two stretches at ' || p.starts_at
      from subscription_periods p join subscription_periods o on o.tenant_id = p.tenant_id
        and o.subscription_id = p.subscription_id and o.starts_at < p.starts_at and o.ends_at > p.starts_at
      where ${ofTenant("p.tenant_id", tenantId)}
    union all
    select 'subscription period ' || p.id, 'counts ' || p.used_micro_kwh || ' of ' || u.energy || ' micro kWh and '
             || p.used_starts || ' of ' || u.starts || ' starts'
      from subscription_periods p join (
        select tenant_id, period_id, sum((use->>'includedMicroKwh')::bigint) as energy, sum((use->>'startFees')::int) as starts
        from benefit_uses where given_back_at is null group by tenant_id, period_id) u
        on u.tenant_id = p.tenant_id and u.period_id = p.id
      where ${ofTenant("p.tenant_id", tenantId)} and (p.used_micro_kwh < u.energy or p.used_starts < u.starts)`,
  ],
};
