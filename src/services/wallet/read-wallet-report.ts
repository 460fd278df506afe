import { sql } from "drizzle-orm";
import { judgeVolume, type VolumeAlarm } from "@/core/wallet/network-volume";
import { drivers } from "@/db/schema/drivers";
import { accounts } from "@/db/schema/ledger";
import { topups, walletLots } from "@/db/schema/wallets";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { readNegativeWallets, type NegativeWallet } from "./negative-wallets";

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
    readNegativeWallets(ctx, MOST),
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
