import { sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { afterPutBack, creditOf, putBack, type Lot, type LotPart } from "@/core/wallet/lots";
import { lotUses, walletLots } from "@/db/schema/wallets";
import type { Ctx } from "@/services/context";
import { coverDebt } from "./add-lot";
import { followCredit } from "./follow-credit";
import { lockWallets, walletName, type WalletKey } from "./lock-wallets";
import { moveLots, type LotUse } from "./move-lots";

/** A charge that a wallet had paid and that is given back whole. */
export interface ReturnedCharge extends WalletKey {
  readonly chargeId: Id<"charge">;
  readonly grossMinor: bigint;
}

/** Given credit that ran out before it came back is good for so long again. */
const GRACE = { hours: 30 * 24 } as const;

/**
 * Gives settled charges back to the wallets that paid them: what each had drawn goes back into its lots, what was never
 * covered is no longer owed, and other debts are paid from what came back. `post` posts the journals that take the
 * charges back; the charges are void already. Without any charge it is only `post`.
 */
export async function giveBackToWallets(
  tx: Ctx,
  charges: readonly ReturnedCharge[],
  post: () => Promise<unknown>,
): Promise<void> {
  if (charges.length === 0) {
    await post();
    return;
  }
  const wallets = await lockWallets(tx, charges);
  const used = await readUses(tx, charges);
  for (const [name, wallet] of wallets) {
    const own = charges.filter((charge) => walletName(charge) === name);
    const known = new Set(wallet.lots.map(({ id }) => id));
    const empty = own.flatMap(({ chargeId }) => used.get(chargeId)?.lots ?? []);
    let lots = [...wallet.lots, ...unique(empty).filter(({ id }) => !known.has(id))];
    const uses: LotUse[] = [];
    for (const { chargeId, grossMinor } of own) {
      const { parts } = putBack(lots, used.get(chargeId)?.parts ?? [], grossMinor);
      lots = afterPutBack(lots, parts);
      uses.push(...parts.map((part) => asReturn(part, chargeId)));
    }
    await moveLots(tx, uses);
    await reviveLots(tx, lots);
    const credit = wallet.creditMinor + own.reduce((sum, { grossMinor }) => sum + grossMinor, 0n);
    await coverDebt(tx, wallet, { lots, debtMinor: creditOf(lots) - credit });
  }
  await post();
  await followCredit(
    tx,
    charges.map((charge) => {
      const wallet = wallets.get(walletName(charge));
      if (!wallet) throw new RangeError("a wallet was locked");
      return { wallet, movedMinor: charge.grossMinor };
    }),
  );
}

function asReturn({ lotId, amountMinor }: LotPart, chargeId: Id<"charge">): LotUse {
  return { lotId, amountMinor: -amountMinor, kind: "charge", chargeId };
}

function unique(lots: readonly Lot[]): Lot[] {
  return [...new Map(lots.map((lot) => [lot.id, lot])).values()];
}

/** A lot that ran out and holds something again. */
async function reviveLots(tx: Ctx, lots: readonly Lot[]): Promise<void> {
  const now = tx.clock.now();
  const ranOut = lots.filter(
    ({ expiresAt, remainingMinor }) =>
      remainingMinor > 0n && expiresAt !== null && Temporal.Instant.compare(expiresAt, now) <= 0,
  );
  if (ranOut.length === 0) return;
  const ids = JSON.stringify(ranOut.map(({ id }) => id));
  await tx.db.execute(sql`
    update ${walletLots} l set expires_at = ${now.add(GRACE).toString()}::timestamptz, expired_at = null
    from json_array_elements_text(${ids}::json) as one(value)
    where l.tenant_id = ${tx.tenantId} and l.id = one.value::uuid`);
}

interface ChargeUses {
  readonly lots: readonly Lot[];
  /** What the charge holds of each lot. */
  readonly parts: readonly LotPart[];
}

async function readUses(
  tx: Ctx,
  charges: readonly ReturnedCharge[],
): Promise<Map<Id<"charge">, ChargeUses>> {
  const ids = JSON.stringify(charges.map(({ chargeId }) => chargeId));
  const rows = await tx.db.execute<{
    charge_id: Id<"charge">;
    id: Id<"walletLot">;
    kind: Lot["kind"];
    amount: string;
    remaining: string;
    expires: string | null;
    created: string;
    used: string;
  }>(sql`
    select u.charge_id, l.id, l.kind, l.amount_minor::text as amount, l.remaining_minor::text as remaining,
           to_json(l.expires_at) #>> '{}' as expires, to_json(l.created_at) #>> '{}' as created,
           sum(u.amount_minor)::text as used
    from json_array_elements_text(${ids}::json) as one(value)
    join ${lotUses} u on u.tenant_id = ${tx.tenantId} and u.charge_id = one.value::uuid
    join ${walletLots} l on l.tenant_id = u.tenant_id and l.id = u.lot_id
    group by u.charge_id, l.tenant_id, l.id having sum(u.amount_minor) > 0`);
  const byCharge = new Map<Id<"charge">, { lots: Lot[]; parts: LotPart[] }>();
  for (const row of rows) {
    const uses = byCharge.get(row.charge_id) ?? { lots: [], parts: [] };
    uses.lots.push({
      id: row.id,
      kind: row.kind,
      amountMinor: BigInt(row.amount),
      remainingMinor: BigInt(row.remaining),
      expiresAt: row.expires === null ? null : Temporal.Instant.from(row.expires),
      createdAt: Temporal.Instant.from(row.created),
    });
    uses.parts.push({ lotId: row.id, amountMinor: BigInt(row.used) });
    byCharge.set(row.charge_id, uses);
  }
  return byCharge;
}
