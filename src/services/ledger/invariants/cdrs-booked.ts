import { sql } from "drizzle-orm";
import { ofTenant, type InvariantQuery } from "./invariant-query";

/**
 * I3: an accepted CDR has one current rating, one cost journal of its accepted cost (negative for a Credit CDR), and one
 * charge or a stated reason for none (a credit has none); a CDR that is not accepted has no cost in the books. A charge that is owed has one journal of its
 * amounts, against the wallet where that paid it; one that waits or is void has none that stands.
 */
export const cdrsBooked: InvariantQuery = {
  invariant: "I3",
  promise: "every accepted CDR is rated and booked exactly once, on both sides",
  checked: (tenantId) => sql`
    select (select count(*) from cdrs c where c.state = 'accepted' and ${ofTenant("c.tenant_id", tenantId)})::int
         + (select count(*) from charges h where ${ofTenant("h.tenant_id", tenantId)})::int as n`,
  violations: (tenantId) => [
    sql`
    with standing as (
      select j.tenant_id, j.id, j.kind, j.source_id from journals j
      where j.kind in ('cdr_cost_accepted', 'charge_accepted') and ${ofTenant("j.tenant_id", tenantId)}
        and not exists (select 1 from journals r where r.tenant_id = j.tenant_id and r.reverses_id = j.id)),
    amounts as (
      select s.tenant_id, s.kind, s.source_id, count(distinct s.id) as journals, min(p.currency) as currency,
             sum(p.amount_minor) filter (where a.kind = 'roaming_cost') as cost,
             sum(p.amount_minor) filter (where a.kind = 'driver_unbilled_receivable') as unbilled,
             sum(p.amount_minor) filter (where a.kind = 'driver_wallet') as wallet,
             -sum(p.amount_minor) filter (where a.kind = 'revenue') as net,
             -sum(p.amount_minor) filter (where a.kind = 'vat') as vat
      from standing s
      join postings p on p.tenant_id = s.tenant_id and p.journal_id = s.id
      join accounts a on a.tenant_id = p.tenant_id and a.id = p.account_id
      group by s.tenant_id, s.kind, s.source_id),
    sides as (
      select c.*, coalesce(m.journals, 0) as journals, coalesce(m.cost, 0) as cost, m.currency as booked_currency,
             h.id as charge_id, (select count(*) from cdr_ratings r
               where r.tenant_id = c.tenant_id and r.cdr_id = c.id and r.id = c.rating_id) as ratings
      from cdrs c
      left join amounts m on m.tenant_id = c.tenant_id and m.source_id = c.id and m.kind = 'cdr_cost_accepted'
      left join charges h on h.tenant_id = c.tenant_id and h.cdr_id = c.id
      where ${ofTenant("c.tenant_id", tenantId)}),
    owed as (
      select h.*, h.state in ('open', 'drafted', 'invoiced', 'settled') as stands, coalesce(m.journals, 0) as journals,
             coalesce(case when h.state = 'settled' then m.wallet else m.unbilled end, 0) as booked_gross, coalesce(m.net, 0) as booked_net,
             coalesce(m.vat, 0) as booked_vat, m.currency as booked_currency
      from charges h
      left join amounts m on m.tenant_id = h.tenant_id and m.source_id = h.id and m.kind = 'charge_accepted'
      where ${ofTenant("h.tenant_id", tenantId)})
    select 'cdr ' || id as subject, 'is accepted without a rating of its own' as detail
      from sides where state = 'accepted' and ratings <> 1
    union all select 'cdr ' || id, 'is accepted without saying at which cost'
      from sides where state = 'accepted' and accepted_cost_minor is null
    union all select 'cdr ' || id, 'costs ' || accepted_cost_minor || ' ' || currency || ', booked '
             || cost || ' in ' || journals || ' journals'
      from sides where state = 'accepted' and accepted_cost_minor is not null
        and (cost <> accepted_cost_minor or journals <> (accepted_cost_minor <> 0)::int
             or booked_currency <> currency)
    union all select 'cdr ' || id, 'is accepted, has no charge and no reason for none'
      from sides where state = 'accepted' and charge_id is null and not is_credit
        and held_reasons = '[]' and decision_note is null
    union all select 'cdr ' || id, 'is ' || state || ', yet its cost is booked'
      from sides where state <> 'accepted' and journals > 0
    union all select 'charge ' || id, 'is ' || state || ' without amounts that add up'
      from owed where stands and (gross_minor is null or net_minor + vat_minor is distinct from gross_minor)
    union all select 'charge ' || id, 'is ' || state || ': owed ' || gross_minor || ' (' || net_minor || ' + '
             || vat_minor || ') ' || currency || ', booked ' || booked_gross || ' (' || booked_net || ' + '
             || booked_vat || ') in ' || journals || ' journals'
      from owed where stands
        and (booked_gross <> gross_minor or booked_net <> net_minor or booked_vat <> vat_minor
             or journals <> (gross_minor <> 0 or net_minor <> 0 or vat_minor <> 0)::int
             or booked_currency <> currency)
    union all select 'charge ' || id, 'is ' || state || ', yet booked in ' || journals || ' journals'
      from owed where not stands and journals > 0
    union all select 'charge ' || id, 'is void, yet stands on a receipt that nothing takes back'
      from owed where state = 'void' and receipt_id is not null
    union all select 'charge ' || id, 'is ' || state || ' without a reason'
      from owed where not stands and coalesce(reason, '') = ''
    union all select 'journal ' || s.id, 'books a ' || s.kind || ' of something unknown' from standing s
      where (s.kind = 'cdr_cost_accepted' and not exists
              (select 1 from cdrs c where c.tenant_id = s.tenant_id and c.id = s.source_id))
         or (s.kind = 'charge_accepted' and not exists
              (select 1 from charges h where h.tenant_id = s.tenant_id and h.id = s.source_id))`,
  ],
};
