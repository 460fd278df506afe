import { sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { judgeVolume, type VolumeAlarm } from "@/core/wallet/network-volume";
import { drivers } from "@/db/schema/drivers";
import { accounts, journals, postings } from "@/db/schema/ledger";
import { charges } from "@/db/schema/plans";
import { topups, walletLots } from "@/db/schema/wallets";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";

/** What wallets hold in a currency, in minor units. */
export interface WalletLiability {
  readonly currency: string;
  /** What we owe drivers: all credit above zero. */
  readonly creditMinor: bigint;
  readonly wallets: number;
  readonly heldMinor: bigint;
  /** What drivers owe their wallets. */
  readonly debtMinor: bigint;
  readonly inDebt: number;
  /** Given credit that runs out within 30 days. */
  readonly expiringMinor: bigint;
}

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

/** What drivers of a country put into their wallets in the last twelve months. */
export interface NetworkVolume {
  readonly country: string;
  readonly currency: string;
  readonly amountMinor: bigint;
  /** Of the notice's threshold; null where no figure in euros can be said. */
  readonly alarm: VolumeAlarm | null;
}

/** All that finance's wallet page shows. */
export interface WalletReport {
  readonly liabilities: readonly WalletLiability[];
  readonly negative: readonly NegativeWallet[];
  readonly volumes: readonly NetworkVolume[];
}

/** At most so many wallets below zero, the oldest first. */
const MOST = 100;

/**
 * What we owe drivers by their wallets, who is below zero and since when, and the volume of purchased credit per country
 * (of the driver's address) and currency over twelve months, for the notice of a limited network (Directive (EU)
 * 2015/2366 art. 37(2): above 1 000 000 euros in 12 months). Currencies are not converted.
 * @throws ServiceError FORBIDDEN for anyone but finance.
 */
export async function readWalletReport(ctx: Ctx): Promise<WalletReport> {
  requireRole(ctx, "finance");
  const [liabilities, negative, volumes] = await Promise.all([
    readLiabilities(ctx),
    readNegative(ctx),
    readVolumes(ctx),
  ]);
  return { liabilities, negative, volumes };
}

async function readLiabilities(ctx: Ctx): Promise<WalletLiability[]> {
  const until = ctx.clock.now().add({ hours: 30 * 24 });
  const rows = await ctx.db.execute<{
    currency: string;
    credit: string;
    wallets: number;
    held: string;
    debt: string;
    in_debt: number;
    expiring: string;
  }>(sql`
    select a.currency, coalesce(-sum(a.balance) filter (where a.balance < 0), 0)::text as credit,
           (count(*) filter (where a.balance < 0))::int as wallets, sum(a.held)::text as held,
           coalesce(sum(a.balance) filter (where a.balance > 0), 0)::text as debt,
           (count(*) filter (where a.balance > 0))::int as in_debt,
           coalesce((select sum(l.remaining_minor) from ${walletLots} l where l.tenant_id = ${ctx.tenantId}
             and l.currency = a.currency and l.expired_at is null
             and l.expires_at <= ${until.toString()}::timestamptz), 0)::text as expiring
    from ${accounts} a where a.tenant_id = ${ctx.tenantId} and a.kind = 'driver_wallet'
    group by a.currency order by a.currency`);
  return [...rows].map((row) => ({
    currency: row.currency,
    creditMinor: BigInt(row.credit),
    wallets: row.wallets,
    heldMinor: BigInt(row.held),
    debtMinor: BigInt(row.debt),
    inDebt: row.in_debt,
    expiringMinor: BigInt(row.expiring),
  }));
}

/**
 * Below zero since the first movement after which it never again stood at zero or above. A charge counts from when it
 * was billed to him, not from when he charged.
 */
async function readNegative(ctx: Ctx): Promise<NegativeWallet[]> {
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
    order by began.at, d.number limit ${MOST}`);
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

async function readVolumes(ctx: Ctx): Promise<NetworkVolume[]> {
  const now = ctx.clock.now();
  const since = now.toZonedDateTimeISO("UTC").subtract({ months: 12 }).toInstant();
  const rows = await ctx.db.execute<{ country: string; currency: string; amount: string }>(sql`
    select d.address ->> 'country' as country, t.currency, sum(t.amount_minor)::text as amount
    from ${topups} t join ${drivers} d on d.tenant_id = t.tenant_id and d.id = t.driver_id
    where t.tenant_id = ${ctx.tenantId} and t.state = 'succeeded'
      and t.settled_at > ${since.toString()}::timestamptz
    group by 1, 2 order by 1, 2`);
  return [...rows].map(({ country, currency, amount }) => ({
    country,
    currency,
    amountMinor: BigInt(amount),
    alarm: judgeVolume(BigInt(amount), currency),
  }));
}
