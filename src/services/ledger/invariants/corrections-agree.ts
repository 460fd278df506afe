import { sql, type SQL } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { ofTenant, type InvariantQuery } from "./invariant-query";

type Tenant = Id<"tenant"> | undefined;

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
  violations: (tenantId) => [creditsDisagree(tenantId), creditNotesDisagree(tenantId)],
};

// A credited CDR, its credit, and the charge that was given back.
function creditsDisagree(tenantId: Tenant): SQL {
  return sql`
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
      where a.state in ('waiting', 'open') or (a.state = 'settled' and a.receipt_id is null)
    union all select 'charge ' || a.id, 'is ' || a.state || ' with ' || a.asked_gross || ', its CDR was credited, given back '
             || coalesce(c.gross, 0)
      from asked a join taken t on t.tenant_id = a.tenant_id and t.id = a.cdr_id
      left join corrected c on c.tenant_id = a.tenant_id and c.charge_id = a.id
      where a.state in ('drafted', 'invoiced', 'settled') and coalesce(c.gross, 0) <> a.asked_gross
    union all select 'charge ' || a.id, 'was ' || a.asked_gross || ' (net ' || a.asked_net || ') ' || a.currency
             || ', given back ' || c.gross || ' (net ' || c.net || ') ' || c.currency
      from asked a join corrected c on c.tenant_id = a.tenant_id and c.charge_id = a.id
      where abs(c.gross) > abs(a.asked_gross) or abs(c.net) > abs(a.asked_net) or c.currency <> a.currency
    union all select 'charge ' || charge_id, 'has corrections that do not add up by rate of VAT'
      from corrected where not adds_up
    union all select 'charge ' || a.id, 'is ' || a.state || ', yet its booking was taken back'
      from asked a join corrected c on c.tenant_id = a.tenant_id and c.charge_id = a.id
      where c.is_reversed and a.state <> 'void'`;
}

// A correction is credited when a credit note gives it back, or when others had given all of the charge back before.
function creditNotesDisagree(tenantId: Tenant): SQL {
  return sql`
    with asked as (
      select h.tenant_id, h.id, coalesce(l.gross_minor, h.gross_minor, 0) as gross from charges h
      left join invoice_lines l on l.tenant_id = h.tenant_id and l.charge_id = h.id
      where ${ofTenant("h.tenant_id", tenantId)}),
    given as (
      select l.tenant_id, l.charge_id, sum(l.gross_minor) as gross from credit_note_lines l
      join credit_notes n on n.tenant_id = l.tenant_id and n.id = l.credit_note_id and n.state = 'issued'
      where l.charge_id is not null and ${ofTenant("l.tenant_id", tenantId)} group by l.tenant_id, l.charge_id),
    named as (
      select k.*, n.state as note_state, n.currency as note_currency, l.charge_id as line_charge, l.gross_minor as line_gross
      from charge_corrections k
      left join credit_note_lines l on l.tenant_id = k.tenant_id and l.correction_id = k.id
      left join credit_notes n on n.tenant_id = l.tenant_id and n.id = l.credit_note_id
      where ${ofTenant("k.tenant_id", tenantId)})
    select 'correction ' || k.id as subject, 'is credited, and no credit note gives it back' as detail
      from named k join asked a on a.tenant_id = k.tenant_id and a.id = k.charge_id
      left join given g on g.tenant_id = k.tenant_id and g.charge_id = k.charge_id
      where k.state = 'credited' and k.note_state is distinct from 'issued' and coalesce(g.gross, 0) <> a.gross
    union all select 'correction ' || id, 'is ' || state || ', yet on an issued credit note'
      from named where note_state = 'issued' and state <> 'credited'
    union all select 'correction ' || id, 'of ' || gross_minor || ' ' || currency || ' is on a line of ' || line_gross
             || ' ' || note_currency
      from named where line_charge is not null
        and (line_charge <> charge_id or line_gross > gross_minor or note_currency <> currency)`;
}
