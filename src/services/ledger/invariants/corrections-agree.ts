import { sql } from "drizzle-orm";
import { ofTenant, type InvariantQuery } from "./invariant-query";

/**
 * I11: a CDR and the credit that took it back name each other, their costs cancel, and the driver has it back: his
 * charge is void, or a correction of the whole of it stands against its invoice. No charge is given back more than it was.
 */
export const correctionsAgree: InvariantQuery = {
  invariant: "I11",
  promise: "every credited CDR is taken back exactly, on both sides, once",
  checked: (tenantId) => sql`
    select (select count(*) from cdrs c where c.credits_cdr_id is not null and ${ofTenant("c.tenant_id", tenantId)})::int
         + (select count(*) from charge_corrections k where ${ofTenant("k.tenant_id", tenantId)})::int as n`,
  violations: (tenantId) => [
    sql`
    with pairs as (
      select tenant_id, id as original, credited_by_cdr_id as credit from cdrs
        where credited_by_cdr_id is not null and ${ofTenant("tenant_id", tenantId)}
      union
      select tenant_id, credits_cdr_id, id from cdrs
        where credits_cdr_id is not null and ${ofTenant("tenant_id", tenantId)}),
    taken as (
      select o.tenant_id, o.id, o.state, o.currency, o.is_credit, o.credited_by_cdr_id, x.id as credit_id,
             x.state as credit_state, x.is_credit as by_credit, x.credits_cdr_id, x.currency as credit_currency,
             case when o.state = 'accepted' then coalesce(o.accepted_cost_minor, 0) else 0 end as cost,
             coalesce(x.accepted_cost_minor, 0) as given
      from pairs p
      join cdrs o on o.tenant_id = p.tenant_id and o.id = p.original
      join cdrs x on x.tenant_id = p.tenant_id and x.id = p.credit),
    asked as (
      select h.*, coalesce(l.gross_minor, h.gross_minor, 0) as asked_gross,
             coalesce(l.net_minor, h.net_minor, 0) as asked_net
      from charges h
      left join invoice_lines l on l.tenant_id = h.tenant_id and l.charge_id = h.id
      where ${ofTenant("h.tenant_id", tenantId)}),
    corrected as (
      select k.tenant_id, k.charge_id, count(*) as n, sum(k.gross_minor) as gross, sum(k.net_minor) as net,
             bool_or(k.state = 'reversed') as is_reversed, min(k.currency) as currency,
             bool_and(k.net_minor + k.vat_minor = k.gross_minor and k.gross_minor = coalesce(
               (select sum((r ->> 'grossMinor')::bigint) from jsonb_array_elements(k.per_rate) r), 0)) as adds_up
      from charge_corrections k where ${ofTenant("k.tenant_id", tenantId)}
      group by k.tenant_id, k.charge_id)
    select 'cdr ' || id as subject, 'and its credit do not name each other' as detail
      from taken where credits_cdr_id is distinct from id or credited_by_cdr_id is distinct from credit_id
    union all select 'cdr ' || id, 'is credited by what is no accepted Credit CDR'
      from taken where not by_credit or is_credit or credit_state <> 'accepted'
    union all select 'cdr ' || id, 'is credited, yet ' || state from taken where state in ('received', 'held')
    union all select 'cdr ' || id, 'cost ' || cost || ' ' || currency || ', its credit gives ' || given || ' '
             || credit_currency
      from taken where cost + given <> 0 or currency <> credit_currency
    union all select 'charge ' || a.id, 'is ' || a.state || ', yet its CDR was credited'
      from asked a join taken t on t.tenant_id = a.tenant_id and t.id = a.cdr_id
      where a.state in ('waiting', 'open', 'settled')
    union all select 'charge ' || a.id, 'is ' || a.state || ' with ' || a.asked_gross || ', its CDR was credited, given back '
             || coalesce(c.gross, 0)
      from asked a join taken t on t.tenant_id = a.tenant_id and t.id = a.cdr_id
      left join corrected c on c.tenant_id = a.tenant_id and c.charge_id = a.id
      where a.state in ('drafted', 'invoiced') and coalesce(c.gross, 0) <> a.asked_gross
    union all select 'charge ' || a.id, 'was ' || a.asked_gross || ' (net ' || a.asked_net || ') ' || a.currency
             || ', given back ' || c.gross || ' (net ' || c.net || ') ' || c.currency
      from asked a join corrected c on c.tenant_id = a.tenant_id and c.charge_id = a.id
      where abs(c.gross) > abs(a.asked_gross) or abs(c.net) > abs(a.asked_net) or c.currency <> a.currency
    union all select 'charge ' || charge_id, 'has corrections that do not add up by rate of VAT'
      from corrected where not adds_up
    union all select 'charge ' || a.id, 'is ' || a.state || ', yet its booking was taken back'
      from asked a join corrected c on c.tenant_id = a.tenant_id and c.charge_id = a.id
      where c.is_reversed and a.state <> 'void'`,
  ],
};
