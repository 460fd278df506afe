import { sql } from "drizzle-orm";
import { ofTenant, type InvariantQuery } from "./invariant-query";

/** I1: in each currency all postings add up to zero, as do those of each journal; each journal has one key. */
export const trialBalance: InvariantQuery = {
  invariant: "I1",
  promise: "the trial balance is zero in every currency",
  checked: (tenantId) =>
    sql`select count(*)::int as n from journals j where ${ofTenant("j.tenant_id", tenantId)}`,
  violations: (tenantId) => [
    sql`
    with totals as (
      select p.tenant_id, p.currency, sum(p.amount_minor) as total from postings p
      where ${ofTenant("p.tenant_id", tenantId)} group by p.tenant_id, p.currency),
    uneven as (
      select p.tenant_id, p.journal_id, p.currency, sum(p.amount_minor) as total from postings p
      where ${ofTenant("p.tenant_id", tenantId)}
      group by p.tenant_id, p.journal_id, p.currency having sum(p.amount_minor) <> 0),
    thin as (
      select j.tenant_id, j.id, count(p.seq) as legs from journals j
      left join postings p on p.tenant_id = j.tenant_id and p.journal_id = j.id
      where ${ofTenant("j.tenant_id", tenantId)} group by j.tenant_id, j.id having count(p.seq) < 2),
    unkeyed as (
      select coalesce(j.tenant_id, k.tenant_id) as tenant_id, coalesce(j.key, k.key) as key
      from journals j full join journal_keys k
        on k.tenant_id = j.tenant_id and k.journal_id = j.id and k.key = j.key
      where j.id is null or k.key is null)
    select 'tenant ' || tenant_id as subject, 'all postings sum to ' || total || ' ' || currency as detail
      from totals where total <> 0
    union all select 'journal ' || journal_id, 'sums to ' || total || ' ' || currency from uneven
    union all select 'journal ' || id, 'has ' || legs || ' legs' from thin
    union all select 'journal key ' || key, 'key and journal do not belong together' from unkeyed
      where ${ofTenant("tenant_id", tenantId)}`,
  ],
};
