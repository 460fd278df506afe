import { sql } from "drizzle-orm";
import { ofTenant, type InvariantQuery } from "./invariant-query";

/**
 * I7: no hold on a wallet stays open past its expiry, or once the CDR of its session is booked. What time it is, the
 * tenant's own newest facts say: so a clock that was moved in a demo or a test counts, and ten minutes pass until a
 * hold is overdue.
 */
export const holdsExpire: InvariantQuery = {
  invariant: "I7",
  promise: "no hold on a wallet outlives its expiry",
  checked: (tenantId) =>
    sql`select count(*)::int as n from wallet_holds h where ${ofTenant("h.tenant_id", tenantId)}`,
  violations: (tenantId) => [
    sql`
    with clocks as (
      select tenant_id, max(at) as at from (
        select h.tenant_id, greatest(h.created_at, h.ended_at) as at from wallet_holds h
          where ${ofTenant("h.tenant_id", tenantId)}
        union all select c.tenant_id, max(c.received_at) from cdrs c
          where ${ofTenant("c.tenant_id", tenantId)} group by c.tenant_id
        union all select s.tenant_id, max(s.received_at) from sessions s
          where ${ofTenant("s.tenant_id", tenantId)} group by s.tenant_id) facts
      group by tenant_id)
    select 'hold ' || h.id as subject, 'is open since ' || h.created_at || ', it expired at ' || h.expires_at as detail
      from wallet_holds h join clocks c on c.tenant_id = h.tenant_id
      where h.state = 'open' and h.expires_at < c.at - interval '10 minutes'
    union all
    select 'hold ' || h.id, 'is open, yet charge ' || g.id || ' of its session is ' || g.state
      from wallet_holds h
      join sessions s on s.tenant_id = h.tenant_id and h.ref = 'session:' || s.id
      join cdrs c on c.tenant_id = s.tenant_id and c.partner_id = s.partner_id and c.session_ocpi_id = s.ocpi_id
      join charges g on g.tenant_id = c.tenant_id and g.cdr_id = c.id and g.driver_id = h.driver_id
      where h.state = 'open' and g.state = 'settled' and ${ofTenant("h.tenant_id", tenantId)}`,
  ],
};
