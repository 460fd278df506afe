import { sql } from "drizzle-orm";
import { ofTenant, type InvariantQuery } from "./invariant-query";

/**
 * I12: no charge is above the price that was locked for it, nor above its bill; one that a promise lowered says from
 * what and why; its lock is its driver's, and a session has one lock.
 */
export const promisesKept: InvariantQuery = {
  invariant: "I12",
  promise: "no charge is above its locked price, and a session has one lock at most",
  checked: (tenantId) => sql`
    select (select count(*) from charges h where h.price_lock_id is not null and ${ofTenant("h.tenant_id", tenantId)})::int
         + (select count(*) from price_locks l where ${ofTenant("l.tenant_id", tenantId)})::int as n`,
  violations: (tenantId) => [
    sql`
    with promised as (
      select h.*, (jsonb_path_query_first(h.explanation, '$.data[*].item ? (@.kind == "promise").lockedMinor."$n"')
        #>> '{}')::bigint as locked_minor
      from charges h
      where h.price_lock_id is not null and h.gross_minor is not null and h.state <> 'void'
        and ${ofTenant("h.tenant_id", tenantId)})
    select 'charge ' || id as subject,
           'costs ' || gross_minor || ' ' || currency || ', promised ' || locked_minor as detail
      from promised where gross_minor > locked_minor
    union all select 'charge ' || id, 'costs ' || gross_minor || ' ' || currency || ', billed ' || bill_gross_minor
      from promised where bill_gross_minor <= gross_minor
    union all select 'charge ' || id, 'was lowered by its promise and does not say why'
      from promised where bill_gross_minor is not null and margin_lost_reason is null
    union all select 'charge ' || id, 'has a locked price that its lines do not name'
      from promised where locked_minor is null and margin_lost_reason is null
    union all select 'charge ' || h.id, 'has the lock of another driver, or none that is there'
      from promised h left join price_locks l on l.tenant_id = h.tenant_id and l.id = h.price_lock_id
      where l.driver_id is distinct from h.driver_id
    union all select 'session ' || l.session_id, 'has ' || count(*) || ' locks'
      from price_locks l where l.session_id is not null and ${ofTenant("l.tenant_id", tenantId)}
      group by l.tenant_id, l.session_id having count(*) > 1`,
  ],
};
