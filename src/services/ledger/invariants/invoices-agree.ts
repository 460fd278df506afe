import { sql, type SQL } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { ofTenant, type InvariantQuery } from "./invariant-query";

type Tenant = Id<"tenant"> | undefined;

/**
 * I4: a finalized invoice says the same in its row, its lines, its issued document and the ledger, and
 * each series counts 1, 2, 3 … without a gap.
 */
export const invoicesAgree: InvariantQuery = {
  invariant: "I4",
  promise: "every invoice: lines, VAT, total, document and ledger agree; numbers have no gap",
  checked: (tenantId) => sql`
    select count(*)::int as n from invoices i
    where i.state = 'finalized' and ${ofTenant("i.tenant_id", tenantId)}`,
  violations: (tenantId) => [
    amountsDisagree(tenantId),
    documentsDisagree(tenantId),
    chargesAdrift(tenantId),
    seriesBroken(tenantId),
  ],
};

// Lines, totals, and what is booked.
function amountsDisagree(tenantId: Tenant): SQL {
  return sql`
  with finalized as (
    select i.* from invoices i where i.state = 'finalized' and ${ofTenant("i.tenant_id", tenantId)}),
  lines as (
    select l.tenant_id, l.invoice_id, sum(l.net_minor) as net, sum(l.vat_minor) as vat, sum(l.gross_minor) as gross,
           sum(coalesce(h.gross_minor, b.gross_minor)) as booked,
           count(*) filter (where coalesce(h.state, b.state) is distinct from 'invoiced') as loose,
           count(*) filter (where coalesce(h.driver_id, b.driver_id) is distinct from i.driver_id
             or coalesce(h.currency, b.currency) is distinct from i.currency) as foreign_lines
    from invoice_lines l
    join finalized i on i.tenant_id = l.tenant_id and i.id = l.invoice_id
    left join charges h on h.tenant_id = l.tenant_id and h.id = l.charge_id
    left join bill_items b on b.tenant_id = l.tenant_id and b.id = l.bill_item_id
    group by l.tenant_id, l.invoice_id),
  booked as (
    select j.tenant_id, j.source_id as invoice_id, count(distinct j.id) as journals,
           sum(p.amount_minor) filter (where a.kind = 'driver_receivable') as receivable,
           sum(p.amount_minor) filter (where a.kind = 'driver_unbilled_receivable') as unbilled,
           sum(p.amount_minor) filter (where a.kind = 'vat') as vat
    from journals j
    join postings p on p.tenant_id = j.tenant_id and p.journal_id = j.id
    join accounts a on a.tenant_id = p.tenant_id and a.id = p.account_id
    where j.kind = 'invoice_finalized' and ${ofTenant("j.tenant_id", tenantId)}
    group by j.tenant_id, j.source_id),
  charged as (
    select l.tenant_id, l.invoice_id, sum(p.amount_minor) as vat
    from (select tenant_id, invoice_id, coalesce(charge_id, bill_item_id) as source_id,
                 case when charge_id is null then 'bill_item' else 'charge' end as source_type
          from invoice_lines) l
    join finalized i on i.tenant_id = l.tenant_id and i.id = l.invoice_id
    join journals j on j.tenant_id = l.tenant_id and j.source_type = l.source_type and j.source_id = l.source_id
    join postings p on p.tenant_id = j.tenant_id and p.journal_id = j.id
    join accounts a on a.tenant_id = p.tenant_id and a.id = p.account_id and a.kind = 'vat'
    group by l.tenant_id, l.invoice_id),
  whole as (
    select i.*, coalesce(l.net, 0) as line_net, coalesce(l.vat, 0) as line_vat, coalesce(l.gross, 0) as line_gross,
           coalesce(l.booked, 0) as charged_gross, coalesce(l.loose, 0) as loose,
           coalesce(l.foreign_lines, 0) as foreign_lines,
           coalesce(b.journals, 0) as journals, coalesce(b.receivable, 0) as receivable,
           coalesce(b.unbilled, 0) as unbilled, coalesce(b.vat, 0) + coalesce(c.vat, 0) as booked_vat,
           (select coalesce(sum((r->>'vatMinor')::bigint), 0) from jsonb_array_elements(i.per_rate) r) as rate_vat
    from finalized i
    left join lines l on l.tenant_id = i.tenant_id and l.invoice_id = i.id
    left join booked b on b.tenant_id = i.tenant_id and b.invoice_id = i.id
    left join charged c on c.tenant_id = i.tenant_id and c.invoice_id = i.id)
  select 'invoice ' || number as subject, 'lines ' || line_net || ' + ' || line_vat || ' = ' || line_gross
           || ', invoice ' || net_minor || ' + ' || vat_minor || ' = ' || total_minor - rounding_minor as detail
    from whole where (line_net, line_vat, line_gross) <> (net_minor, vat_minor, total_minor - rounding_minor)
      or rate_vat <> vat_minor
  union all select 'invoice ' || number, 'ledger: receivable ' || receivable || ', unbilled ' || unbilled
           || ', VAT ' || booked_vat || ' in ' || journals || ' journals; invoice: ' || total_minor || ', '
           || -charged_gross || ', ' || -vat_minor
    from whole where (receivable, unbilled, booked_vat) <> (total_minor, -charged_gross, -vat_minor)
      or journals <> (total_minor <> 0 or charged_gross <> 0)::int
  union all select 'invoice ' || number, loose || ' charges or items are not marked as invoiced, ' || foreign_lines
           || ' belong to another driver or currency'
    from whole where loose > 0 or foreign_lines > 0`;
}

// The legal fact and the working row.
function documentsDisagree(tenantId: Tenant): SQL {
  return sql`
  with finalized as (
    select i.* from invoices i where i.state = 'finalized' and ${ofTenant("i.tenant_id", tenantId)}),
  documents as (
    select d.*, case when pg_input_is_valid(d.canonical, 'jsonb') then d.canonical::jsonb end as body
    from issued_documents d
    where d.kind = 'invoice' and ${ofTenant("d.tenant_id", tenantId)})
  select 'invoice ' || w.number as subject, case when d.id is null then 'has no issued document'
           else 'says otherwise than its document ' || d.id end as detail
    from finalized w left join documents d on d.tenant_id = w.tenant_id and d.id = w.document_id
    where d.id is null or d.invoice_id <> w.id or d.number <> w.number
      or d.body->>'number' is distinct from w.number
      or d.body->>'currency' is distinct from w.currency::text
      or (d.body->>'netMinor')::bigint is distinct from w.net_minor
      or (d.body->>'vatMinor')::bigint is distinct from w.vat_minor
      or (d.body->>'totalMinor')::bigint is distinct from w.total_minor
      or coalesce((d.body->>'roundingMinor')::bigint, 0) <> w.rounding_minor
  union all select 'document ' || id, 'its hash is not that of its text' from documents
    where sha256 <> sha256(convert_to(canonical, 'UTF8'))
  union all select 'document ' || d.id, 'stands for no finalized invoice' from documents d
    where not exists (select 1 from finalized i where i.tenant_id = d.tenant_id and i.document_id = d.id)`;
}

// Charges and items that claim to be invoiced.
function chargesAdrift(tenantId: Tenant): SQL {
  return sql`
  with finalized as (
    select i.* from invoices i where i.state = 'finalized' and ${ofTenant("i.tenant_id", tenantId)})
  select 'charge ' || h.id as subject, 'is marked as invoiced and stands on no finalized invoice' as detail
    from charges h
    where h.state = 'invoiced' and ${ofTenant("h.tenant_id", tenantId)} and not exists (
      select 1 from invoice_lines l join finalized i on i.tenant_id = l.tenant_id and i.id = l.invoice_id
      where l.tenant_id = h.tenant_id and l.charge_id = h.id)
  union all select 'item ' || b.id, 'is marked as invoiced and stands on no finalized invoice'
    from bill_items b
    where b.state = 'invoiced' and ${ofTenant("b.tenant_id", tenantId)} and not exists (
      select 1 from invoice_lines l join finalized i on i.tenant_id = l.tenant_id and i.id = l.invoice_id
      where l.tenant_id = b.tenant_id and l.bill_item_id = b.id)`;
}

// Gapless numbers: of documents, and of drivers' disputes.
function seriesBroken(tenantId: Tenant): SQL {
  return sql`
  select 'series ' || kind || case series_of when '' then '' else ' for ' || series_of end || ' ' || year || ' of ' || legal_entity_id as subject,
           'holds ' || n || ' numbers from ' || first || ' to ' || last || ', next ' || coalesce(next::text, 'none') as detail
    from (select coalesce(s.kind, d.kind) as kind, coalesce(s.year, d.year) as year,
                 coalesce(s.legal_entity_id, d.legal_entity_id) as legal_entity_id,
                 coalesce(s.series_of, d.series_of) as series_of, s.next,
                 coalesce(d.n, 0) as n, coalesce(d.first, 1) as first, coalesce(d.last, 0) as last
          from (select * from number_series where ${ofTenant("tenant_id", tenantId)}) s
          full join (select tenant_id, legal_entity_id, kind, series_of, year, count(*) as n, min(seq) as first,
                            max(seq) as last
                     from issued_documents where ${ofTenant("tenant_id", tenantId)}
                     group by tenant_id, legal_entity_id, kind, series_of, year
                     union all
                     select tenant_id, (select e.id from legal_entities e where e.tenant_id = c.tenant_id
                              order by e.id limit 1), 'charge_dispute', '', split_part(number, '-', 2)::int, count(*),
                            min(split_part(number, '-', 3)::int), max(split_part(number, '-', 3)::int)
                     from charge_disputes c where ${ofTenant("tenant_id", tenantId)}
                     group by tenant_id, split_part(number, '-', 2)) d
            using (tenant_id, legal_entity_id, kind, series_of, year)) series
    where first <> 1 or n <> last or next is distinct from last + 1`;
}
