import { sql, type SQL } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { ofTenant, type InvariantQuery } from "./invariant-query";

type Tenant = Id<"tenant"> | undefined;

/**
 * I14: a credit note says the same in its row, its lines, its document and the ledger; nothing is credited above what was
 * asked for, of a line, a rate or an invoice; and what is refunded for it is never above what it owes back.
 */
export const creditNotesAgree: InvariantQuery = {
  invariant: "I14",
  promise:
    "every credit note: lines, document and ledger agree, and none gives back more than there was",
  checked: (tenantId) => sql`
    select count(*)::int as n from credit_notes n where ${ofTenant("n.tenant_id", tenantId)}`,
  violations: (tenantId) => [
    amountsDisagree(tenantId),
    booksDisagree(tenantId),
    documentsDisagree(tenantId),
    givenAbove(tenantId),
    movedOtherwise(tenantId),
  ],
};

// The row, its rates and its lines.
function amountsDisagree(tenantId: Tenant): SQL {
  return sql`
  with lines as (
    select l.tenant_id, l.credit_note_id, sum(l.net_minor) as net, sum(l.vat_minor) as vat,
           bool_and(l.net_minor + l.vat_minor = l.gross_minor and l.gross_minor = (
             select coalesce(sum((r->>'grossMinor')::bigint), 0) from jsonb_array_elements(l.per_rate) r)) as adds_up
    from credit_note_lines l where ${ofTenant("l.tenant_id", tenantId)} group by l.tenant_id, l.credit_note_id)
  select 'credit note ' || coalesce(n.number, n.id::text) as subject, 'lines ' || coalesce(l.net, 0) || ' + '
         || coalesce(l.vat, 0) || ', credit note ' || n.net_minor || ' + ' || n.vat_minor as detail
    from credit_notes n left join lines l on l.tenant_id = n.tenant_id and l.credit_note_id = n.id
    where ${ofTenant("n.tenant_id", tenantId)}
      and (l.net is distinct from n.net_minor or l.vat is distinct from n.vat_minor or not l.adds_up
        or n.vat_minor <> (select coalesce(sum((r->>'vatMinor')::bigint), 0) from jsonb_array_elements(n.per_rate) r))`;
}

// One journal for each that is issued, none for the others.
function booksDisagree(tenantId: Tenant): SQL {
  return sql`
  with booked as (
    select j.tenant_id, j.source_id as id, count(distinct j.id) as journals,
           coalesce(-sum(p.amount_minor) filter (where a.kind in ('driver_receivable', 'bad_debt')), 0) as receivable,
           coalesce(-sum(p.amount_minor) filter (where a.kind = 'driver_wallet'), 0) as wallet,
           coalesce(-sum(p.amount_minor) filter (where a.kind = 'driver_refund_payable'), 0) as payable,
           coalesce(sum(p.amount_minor) filter (where a.kind = 'vat'), 0) as vat, min(p.currency) as currency,
           bool_and(a.owner_id is null or a.owner_id = n.driver_id) as own
    from journals j
    join postings p on p.tenant_id = j.tenant_id and p.journal_id = j.id
    join accounts a on a.tenant_id = p.tenant_id and a.id = p.account_id
    left join credit_notes n on n.tenant_id = j.tenant_id and n.id = j.source_id
    where j.kind = 'credit_note_issued' and ${ofTenant("j.tenant_id", tenantId)}
    group by j.tenant_id, j.source_id)
  select 'credit note ' || coalesce(n.number, n.id::text) as subject, 'is ' || n.state || ': ' || n.to_receivable_minor || ', '
         || n.to_wallet_minor || ', ' || n.to_payable_minor || ', VAT ' || n.vat_minor || '; booked ' || coalesce(b.receivable, 0)
         || ', ' || coalesce(b.wallet, 0) || ', ' || coalesce(b.payable, 0) || ', VAT ' || coalesce(b.vat, 0) || ' in '
         || coalesce(b.journals, 0) || ' journals' as detail
    from credit_notes n left join booked b on b.tenant_id = n.tenant_id and b.id = n.id
    where ${ofTenant("n.tenant_id", tenantId)} and case when n.state = 'issued'
      then b.journals is distinct from 1 or not b.own or b.currency <> n.currency
        or (b.receivable, b.wallet, b.payable, b.vat)
           <> (n.to_receivable_minor, n.to_wallet_minor, n.to_payable_minor, n.vat_minor)
      else b.journals is not null end
  union all select 'credit note ' || b.id, 'is booked, yet unknown' from booked b
    where not exists (select 1 from credit_notes n where n.tenant_id = b.tenant_id and n.id = b.id)`;
}

// The legal fact, and what it refers to.
function documentsDisagree(tenantId: Tenant): SQL {
  return sql`
  with documents as (
    select d.*, case when pg_input_is_valid(d.canonical, 'jsonb') then d.canonical::jsonb end as body
    from issued_documents d where d.kind = 'credit_note' and ${ofTenant("d.tenant_id", tenantId)})
  select 'credit note ' || n.number as subject, case when d.id is null then 'has no issued document'
         else 'says otherwise than its document ' || d.id end as detail
    from credit_notes n left join documents d on d.tenant_id = n.tenant_id and d.id = n.document_id
    where n.state = 'issued' and ${ofTenant("n.tenant_id", tenantId)} and (d.id is null
      or d.number <> n.number or d.credits_document_id is distinct from n.credits_document_id
      or d.body->>'number' is distinct from n.number
      or d.body->>'currency' is distinct from n.currency::text
      or d.body->'credits'->>'documentId' is distinct from n.credits_document_id::text
      or (d.body->>'netMinor')::bigint is distinct from n.net_minor
      or (d.body->>'vatMinor')::bigint is distinct from n.vat_minor
      or (d.body->>'roundingMinor')::bigint is distinct from n.rounding_minor
      or (d.body->>'totalMinor')::bigint is distinct from n.total_minor)
  union all select 'document ' || d.id, 'its hash is not that of its text' from documents d
    where d.sha256 <> sha256(convert_to(d.canonical, 'UTF8'))
  union all select 'document ' || d.id, 'stands for no issued credit note' from documents d
    where not exists (select 1 from credit_notes n
      where n.tenant_id = d.tenant_id and n.document_id = d.id and n.state = 'issued')
  union all select 'credit note ' || n.number, 'is issued, and its second person did not approve it'
    from credit_notes n join approvals a on a.tenant_id = n.tenant_id and a.kind = 'credit_note' and a.subject_id = n.id
    where n.state = 'issued' and ${ofTenant("n.tenant_id", tenantId)}
      and (a.decision is distinct from 'approved' or a.amount_minor <> n.total_minor)
      and not exists (select 1 from approvals y where y.tenant_id = n.tenant_id and y.kind = 'credit_note'
        and y.subject_id = n.id and y.decision = 'approved' and y.amount_minor = n.total_minor)`;
}

// Of a charge or an item, by rate; of an invoice as a whole. What waits for a second person counts.
function givenAbove(tenantId: Tenant): SQL {
  const rates = (column: string) => sql`jsonb_to_recordset(${sql.raw(column)})
    as r("vatRate" int, "category" text, "netMinor" bigint, "vatMinor" bigint)`;
  return sql`
  with given as (
    select l.tenant_id, coalesce(l.charge_id, l.bill_item_id) as id, r."vatRate" as rate, coalesce(r."category", 'S') as category,
           sum(r."netMinor") as net, sum(r."vatMinor") as vat
    from credit_note_lines l
    join credit_notes n on n.tenant_id = l.tenant_id and n.id = l.credit_note_id and n.state <> 'refused'
    cross join lateral ${rates("l.per_rate")}
    where ${ofTenant("l.tenant_id", tenantId)} group by 1, 2, 3, 4),
  billed as (
    select l.tenant_id, coalesce(l.charge_id, l.bill_item_id) as id, l.per_rate from invoice_lines l
      where ${ofTenant("l.tenant_id", tenantId)}
    union all
    select h.tenant_id, h.id, h.per_rate from charges h where h.state = 'settled' and ${ofTenant("h.tenant_id", tenantId)}),
  asked as (
    select b.tenant_id, b.id, r."vatRate" as rate, coalesce(r."category", 'S') as category,
           sum(r."netMinor") as net, sum(r."vatMinor") as vat
    from billed b cross join lateral ${rates("b.per_rate")} group by 1, 2, 3, 4)
  select 'line ' || g.id as subject, 'asked ' || coalesce(a.net, 0) || ' + ' || coalesce(a.vat, 0) || ', given back '
         || g.net || ' + ' || g.vat as detail
    from given g left join asked a using (tenant_id, id, rate, category)
    where a.net is null or abs(g.net) > abs(a.net) or abs(g.vat) > abs(a.vat)
      or (g.net <> 0 and sign(g.net) <> sign(a.net))
  union all select 'invoice ' || i.number, 'asked ' || i.total_minor || ', given back ' || sum(n.total_minor)
    from invoices i join credit_notes n on n.tenant_id = i.tenant_id and n.invoice_id = i.id and n.state <> 'refused'
    where ${ofTenant("i.tenant_id", tenantId)} group by i.tenant_id, i.id, i.number, i.total_minor
    having sum(n.total_minor) > i.total_minor`;
}

// What the invoice says was taken off it, and what was sent back.
function movedOtherwise(tenantId: Tenant): SQL {
  return sql`
  select 'invoice ' || i.number as subject, 'says credited ' || i.credited_minor || ', its credit notes '
         || coalesce(n.off, 0) as detail
    from invoices i left join (
      select tenant_id, invoice_id, sum(to_receivable_minor) as off from credit_notes
        where state = 'issued' and ${ofTenant("tenant_id", tenantId)} group by tenant_id, invoice_id) n
      on n.tenant_id = i.tenant_id and n.invoice_id = i.id
    where i.state = 'finalized' and i.credited_minor <> coalesce(n.off, 0) and ${ofTenant("i.tenant_id", tenantId)}
  union all select 'credit note ' || coalesce(n.number, n.id::text), 'owes back ' || n.to_payable_minor || ', refunded '
         || sum(r.amount_minor)
    from credit_notes n join refunds r on r.tenant_id = n.tenant_id and r.credit_note_id = n.id
      and r.state not in ('failed', 'canceled')
    where ${ofTenant("n.tenant_id", tenantId)} group by n.tenant_id, n.id, n.number, n.to_payable_minor
    having sum(r.amount_minor) > n.to_payable_minor`;
}
