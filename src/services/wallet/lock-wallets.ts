import { sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { Lot } from "@/core/wallet/lots";
import { accounts } from "@/db/schema/ledger";
import { walletLots, wallets } from "@/db/schema/wallets";
import type { Ctx } from "@/services/context";

/** Names a wallet: a driver has one for each currency. */
export interface WalletKey {
  readonly driverId: Id<"driver">;
  readonly currency: string;
}

/** A wallet as it stands, its row locked. Minor units. */
export interface LockedWallet extends WalletKey {
  /** What the driver has with us; below zero what he owes. */
  readonly creditMinor: bigint;
  /** Spoken for by charges that run or may start. */
  readonly heldMinor: bigint;
  /** Top-ups under dispute. */
  readonly frozenMinor: bigint;
  readonly autoTopup: boolean;
  readonly thresholdMinor: bigint | null;
  readonly topupMinor: bigint | null;
  readonly maxDayMinor: bigint | null;
  readonly maxMonthMinor: bigint | null;
  readonly declines: number;
  readonly backOffUntil: Temporal.Instant | null;
  /** The lots that still hold something. */
  readonly lots: readonly Lot[];
}

/** One text for a wallet's key, for maps. */
export function walletName({ driverId, currency }: WalletKey): string {
  return `${driverId} ${currency}`;
}

/**
 * Locks wallets and tells how they stand, by `walletName`; those that are new are made. Whatever changes a wallet's
 * credit takes this lock before its journal is posted (wallets in the order of their keys, then accounts): so the credit
 * that is read here stands until the transaction ends.
 */
export async function lockWallets(
  tx: Ctx,
  keys: readonly WalletKey[],
): Promise<Map<string, LockedWallet>> {
  if (keys.length === 0) return new Map();
  const names = new Map(keys.map((key) => [walletName(key), key]));
  const asked = JSON.stringify(
    [...names.values()].map(({ driverId, currency }) => ({ driver_id: driverId, currency })),
  );
  await tx.db.execute(sql`
    insert into ${wallets} as w (tenant_id, driver_id, currency, updated_at)
    select ${tx.tenantId}::uuid, k.driver_id, k.currency, ${tx.clock.now().toString()}::timestamptz
    from json_to_recordset(${asked}::json) as k(driver_id uuid, currency char(3)) order by k.driver_id, k.currency
    on conflict (tenant_id, driver_id, currency) do update set updated_at = w.updated_at`);
  const rows = await readWallets(tx, asked);
  return new Map(rows.map((row) => [walletName(row), row]));
}

interface WalletRow extends Record<string, unknown> {
  readonly driver_id: Id<"driver">;
  readonly currency: string;
  readonly credit: string;
  readonly held: string;
  readonly frozen: string;
  readonly auto_topup: boolean;
  readonly threshold: string | null;
  readonly topup: string | null;
  readonly max_day: string | null;
  readonly max_month: string | null;
  readonly declines: number;
  readonly back_off_until: string | null;
  readonly lots: readonly {
    readonly id: Id<"walletLot">;
    readonly kind: Lot["kind"];
    readonly amount: string;
    readonly remaining: string;
    readonly expires: string | null;
    readonly created: string;
  }[];
}

/** What a JSON list of keys names, read in a statement of its own: after the locks were granted. */
async function readWallets(tx: Ctx, asked: string): Promise<LockedWallet[]> {
  const rows = await tx.db.execute<WalletRow>(sql`
    select w.driver_id, w.currency, coalesce(-a.balance, 0)::text as credit, coalesce(a.held, 0)::text as held,
           w.frozen_minor::text as frozen, w.auto_topup, w.threshold_minor::text as threshold,
           w.topup_minor::text as topup, w.max_day_minor::text as max_day, w.max_month_minor::text as max_month,
           w.declines, to_json(w.back_off_until) #>> '{}' as back_off_until,
           coalesce((select jsonb_agg(jsonb_build_object('id', l.id, 'kind', l.kind, 'amount', l.amount_minor::text,
               'remaining', l.remaining_minor::text, 'expires', l.expires_at, 'created', l.created_at))
             from ${walletLots} l where l.tenant_id = w.tenant_id and l.driver_id = w.driver_id
               and l.currency = w.currency and l.remaining_minor > 0), '[]') as lots
    from json_to_recordset(${asked}::json) as k(driver_id uuid, currency char(3))
    join ${wallets} w on w.tenant_id = ${tx.tenantId} and w.driver_id = k.driver_id and w.currency = k.currency
    left join ${accounts} a on a.tenant_id = w.tenant_id and a.currency = w.currency
      and a.code = 'driver:' || w.driver_id || ':wallet'`);
  return [...rows].map(toWallet);
}

function toWallet(row: WalletRow): LockedWallet {
  const minor = (text: string | null) => (text === null ? null : BigInt(text));
  const instant = (text: string | null) => (text === null ? null : Temporal.Instant.from(text));
  return {
    driverId: row.driver_id,
    currency: row.currency,
    creditMinor: BigInt(row.credit),
    heldMinor: BigInt(row.held),
    frozenMinor: BigInt(row.frozen),
    autoTopup: row.auto_topup,
    thresholdMinor: minor(row.threshold),
    topupMinor: minor(row.topup),
    maxDayMinor: minor(row.max_day),
    maxMonthMinor: minor(row.max_month),
    declines: row.declines,
    backOffUntil: instant(row.back_off_until),
    lots: row.lots.map(({ id, kind, amount, remaining, expires, created }) => ({
      id,
      kind,
      amountMinor: BigInt(amount),
      remainingMinor: BigInt(remaining),
      expiresAt: instant(expires),
      createdAt: Temporal.Instant.from(created),
    })),
  };
}
