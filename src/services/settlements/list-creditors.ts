import { sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { openCreditors } from "./creditor-rows";

/** What is owed to an operator in one currency, before tax. */
export interface CreditorStanding {
  readonly currency: string;
  /** Of accepted CDRs that no settlement has. */
  readonly unsettled: number;
  readonly unsettledMinor: bigint;
  /** Of invoices that were approved and are in no file of payments. */
  readonly approvedMinor: bigint;
  /** What the ledger says that we owe it, VAT of approved invoices included. */
  readonly payableMinor: bigint;
}

/** An operator whom we pay, and how it stands. */
export interface ListedCreditor {
  readonly id: Id<"creditor">;
  readonly name: string;
  readonly party: string;
  readonly hasIban: boolean;
  readonly selfBilling: boolean;
  /** Invoices that wait: not compared well, or matched and not approved. */
  readonly waiting: number;
  readonly troubled: number;
  readonly standings: readonly CreditorStanding[];
}

/** Every operator that we owe or owed, with what is open. @throws ServiceError FORBIDDEN, UNAUTHENTICATED. */
export async function listCreditors(ctx: Ctx): Promise<readonly ListedCreditor[]> {
  requireRole(ctx, "finance");
  await openCreditors(ctx);
  const rows = await ctx.db.execute<Row>(sql`
    with open_cdrs as (
      select c.country_code, c.party_id, c.currency, count(*)::int as n, sum(c.accepted_cost_minor) as minor
      from cdrs c
      where c.tenant_id = ${ctx.tenantId} and c.state = 'accepted' and c.accepted_cost_minor is not null
        and not exists (select 1 from settlement_lines l where l.tenant_id = c.tenant_id and l.cdr_id = c.id)
      group by 1, 2, 3),
    approved as (
      select i.creditor_id, i.currency, sum(i.total_minor) as minor from partner_invoices i
      where i.tenant_id = ${ctx.tenantId} and i.state = 'approved' group by 1, 2),
    owed as (
      select a.code, a.currency, -sum(p.amount_minor) as minor
      from accounts a join postings p on p.tenant_id = a.tenant_id and p.account_id = a.id
      where a.tenant_id = ${ctx.tenantId} and a.kind = 'cpo_payable' group by 1, 2),
    standing as (
      select k.id, x.currency, coalesce(o.n, 0) as n, coalesce(o.minor, 0) as unsettled,
             coalesce(v.minor, 0) as approved, coalesce(w.minor, 0) as payable
      from creditors k
      cross join lateral (
        select currency from open_cdrs o where (o.country_code, o.party_id) = (k.country_code, k.party_id)
        union select currency from approved v where v.creditor_id = k.id
        union select currency from owed w where w.code = 'cpo:' || k.country_code || '-' || k.party_id || ':payable') x
      left join open_cdrs o on (o.country_code, o.party_id, o.currency) = (k.country_code, k.party_id, x.currency)
      left join approved v on v.creditor_id = k.id and v.currency = x.currency
      left join owed w on w.code = 'cpo:' || k.country_code || '-' || k.party_id || ':payable' and w.currency = x.currency
      where k.tenant_id = ${ctx.tenantId})
    select k.id, k.name, k.country_code || '-' || k.party_id as party, k.iban is not null as has_iban, k.self_billing,
           (select count(*)::int from partner_invoices i where i.tenant_id = k.tenant_id and i.creditor_id = k.id
              and i.state in ('received', 'matched', 'disputed')) as waiting,
           (select count(*)::int from partner_invoices i where i.tenant_id = k.tenant_id and i.creditor_id = k.id
              and i.state in ('received', 'disputed')) as troubled,
           coalesce((select jsonb_agg(jsonb_build_object('currency', s.currency, 'unsettled', s.n,
                       'unsettledMinor', s.unsettled::text, 'approvedMinor', s.approved::text,
                       'payableMinor', s.payable::text) order by s.currency)
                     from standing s where s.id = k.id), '[]') as standings
    from creditors k where k.tenant_id = ${ctx.tenantId} order by k.name, party`);
  return rows.map(listed);
}

type Row = {
  id: Id<"creditor">;
  name: string;
  party: string;
  has_iban: boolean;
  self_billing: boolean;
  waiting: number;
  troubled: number;
  standings: readonly {
    currency: string;
    unsettled: number;
    unsettledMinor: string;
    approvedMinor: string;
    payableMinor: string;
  }[];
};

function listed(row: Row): ListedCreditor {
  return {
    id: row.id,
    name: row.name,
    party: row.party,
    hasIban: row.has_iban,
    selfBilling: row.self_billing,
    waiting: row.waiting,
    troubled: row.troubled,
    standings: row.standings.map(({ currency, unsettled, ...minor }) => ({
      currency,
      unsettled,
      unsettledMinor: BigInt(minor.unsettledMinor),
      approvedMinor: BigInt(minor.approvedMinor),
      payableMinor: BigInt(minor.payableMinor),
    })),
  };
}
