import { sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { afterDraw, creditOf, drawLots, type Lot } from "@/core/wallet/lots";
import { charges } from "@/db/schema/plans";
import { lotUses, walletLots } from "@/db/schema/wallets";
import type { Ctx } from "@/services/context";
import type { LockedWallet, WalletKey } from "./lock-wallets";
import { moveLots, type LotUse } from "./move-lots";

/** New credit: bought by a top-up, given by us, or given back by a credit note. */
export interface NewLot {
  readonly id: Id<"walletLot">;
  readonly kind: "purchased" | "granted";
  readonly amountMinor: bigint;
  readonly topupId?: Id<"topup">;
  readonly creditNoteId?: Id<"creditNote">;
  readonly reason?: string;
  readonly expiresAt?: Temporal.Instant;
  readonly createdAt: Temporal.Instant;
}

/**
 * Adds a lot to a locked wallet. What the driver owed before is paid from it first. The journal of the credit is the
 * caller's, posted after this.
 */
export async function addLot(tx: Ctx, wallet: LockedWallet, lot: NewLot): Promise<void> {
  const { driverId, currency } = wallet;
  await tx.db.insert(walletLots).values({
    tenantId: tx.tenantId,
    driverId,
    currency,
    remainingMinor: lot.amountMinor,
    ...lot,
  });
  const added: Lot = {
    id: lot.id,
    kind: lot.kind,
    amountMinor: lot.amountMinor,
    remainingMinor: lot.amountMinor,
    expiresAt: lot.expiresAt ?? null,
    createdAt: lot.createdAt,
  };
  const uncovered = creditOf(wallet.lots) - wallet.creditMinor;
  await coverDebt(tx, wallet, { lots: [...wallet.lots, added], debtMinor: uncovered });
}

/**
 * Pays what a driver owes from his lots: the charges that no lot covered, the oldest first; what is left of the debt
 * came of a top-up that was taken back. A debt of zero or less changes nothing.
 */
export async function coverDebt(
  tx: Ctx,
  key: WalletKey,
  state: { readonly lots: readonly Lot[]; readonly debtMinor: bigint },
): Promise<void> {
  let { lots, debtMinor: debt } = state;
  if (debt <= 0n) return;
  const uses: LotUse[] = [];
  const pay = (openMinor: bigint, of: Pick<LotUse, "kind" | "chargeId">) => {
    const asked = openMinor < debt ? openMinor : debt;
    const { parts, uncoveredMinor } = drawLots(lots, asked);
    lots = afterDraw(lots, parts);
    debt -= asked - uncoveredMinor;
    uses.push(...parts.map((part) => ({ ...part, ...of })));
  };
  for (const { chargeId, openMinor } of await findUncovered(tx, key)) {
    if (debt > 0n) pay(openMinor, { kind: "charge", chargeId });
  }
  if (debt > 0n) pay(debt, { kind: "return" });
  await moveLots(tx, uses);
}

/** Settled charges that lots did not cover whole, the oldest first. */
async function findUncovered(
  tx: Ctx,
  { driverId, currency }: WalletKey,
): Promise<{ readonly chargeId: Id<"charge">; readonly openMinor: bigint }[]> {
  const rows = await tx.db.execute<{ id: Id<"charge">; open: string }>(sql`
    select h.id, (h.gross_minor - coalesce(u.used, 0))::text as open
    from ${charges} h
    left join lateral (select sum(x.amount_minor) as used from ${lotUses} x
      where x.tenant_id = h.tenant_id and x.charge_id = h.id) u on true
    where h.tenant_id = ${tx.tenantId} and h.driver_id = ${driverId} and h.currency = ${currency}
      and h.state = 'settled' and h.gross_minor > coalesce(u.used, 0)
    order by h.serviced_at, h.id`);
  return [...rows].map(({ id, open }) => ({ chargeId: id, openMinor: BigInt(open) }));
}
