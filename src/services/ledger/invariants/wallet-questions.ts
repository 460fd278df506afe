import { sql, type SQL } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { ofTenant } from "./invariant-query";

/**
 * What of I10 is about wallets: a wallet holds what its lots hold, or is in debt with its lots empty; what is held of it
 * is the sum of its open holds; each lot and each charge agree with what was drawn.
 */
export function walletQuestions(tenantId: Id<"tenant"> | undefined): SQL {
  return sql`
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
      where p.amount < 0 or p.amount > case when c.state = 'settled' then coalesce(c.gross_minor, 0) else 0 end`;
}
