import { sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { drivers } from "@/db/schema/drivers";
import { accounts, journals, postings } from "@/db/schema/ledger";
import { charges } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";

/** A wallet below zero. */
export interface NegativeWallet {
  readonly driverId: Id<"driver">;
  readonly name: string;
  readonly number: string;
  readonly currency: string;
  readonly debtMinor: bigint;
  readonly since: Temporal.Instant;
  readonly days: number;
}

/**
 * Below zero since the first movement after which it never again stood at zero or above. A charge counts from when it
 * was billed to him, not from when he charged.
 */
export async function readNegativeWallets(ctx: Ctx, most: number): Promise<NegativeWallet[]> {
  const rows = await ctx.db.execute<{
    driver_id: Id<"driver">;
    name: string;
    number: string;
    currency: string;
    debt: string;
    since: string;
  }>(sql`
    select d.id as driver_id, d.name, d.number, a.currency, a.balance::text as debt,
           to_json(began.at) #>> '{}' as since
    from ${accounts} a
    join ${drivers} d on d.tenant_id = a.tenant_id and d.id = a.owner_id
    cross join lateral (
      select min(coalesce(h.created_at, j.effective_at)) as at from ${postings} p
      join ${journals} j on j.tenant_id = p.tenant_id and j.id = p.journal_id
      left join ${charges} h on j.source_type = 'charge' and h.tenant_id = j.tenant_id and h.id = j.source_id
      where p.tenant_id = a.tenant_id and p.account_id = a.id and p.account_version > coalesce((
        select max(q.account_version) from ${postings} q where q.tenant_id = a.tenant_id and q.account_id = a.id
          and q.balance_after <= 0), 0)) began
    where a.tenant_id = ${ctx.tenantId} and a.kind = 'driver_wallet' and a.balance > 0
    order by began.at, d.number limit ${most}`);
  const now = ctx.clock.now();
  return [...rows].map((row) => {
    const since = Temporal.Instant.from(row.since);
    const days = Math.max(0, Math.floor(now.since(since).total({ unit: "hours" }) / 24));
    return {
      driverId: row.driver_id,
      name: row.name,
      number: row.number,
      currency: row.currency,
      debtMinor: BigInt(row.debt),
      since,
      days,
    };
  });
}
