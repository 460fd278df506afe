import { and, asc, eq, isNull, lte } from "drizzle-orm";
import { creditExpired } from "@/core/ledger/entries/credit-moved";
import { walletLots } from "@/db/schema/wallets";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { postJournal } from "@/services/ledger/post-journal";
import { followCredit } from "./follow-credit";
import { lockWallets, walletName } from "./lock-wallets";
import { moveLots } from "./move-lots";

/** So many in one round. */
const MOST = 200;

type LotRow = typeof walletLots.$inferSelect;

/**
 * Books what is left of given credit whose time is over: it is no longer the driver's. What a running charge has held is
 * left to it: such a lot runs out once the charge is paid. Returns how many lots ran out.
 */
export async function expireLots(ctx: Ctx): Promise<number> {
  const due = await ctx.db
    .select()
    .from(walletLots)
    .where(
      and(
        eq(walletLots.tenantId, ctx.tenantId),
        isNull(walletLots.expiredAt),
        lte(walletLots.expiresAt, ctx.clock.now()),
      ),
    )
    .orderBy(asc(walletLots.expiresAt))
    .limit(MOST);
  let ended = 0;
  for (const lot of due) {
    if (await inTransaction(ctx, (tx) => expire(tx, lot))) ended += 1;
  }
  return ended;
}

async function expire(tx: Ctx, due: LotRow): Promise<boolean> {
  const wallet = (await lockWallets(tx, [due])).get(walletName(due));
  if (!wallet) throw new RangeError("a wallet was locked");
  const [lot] = await tx.db.select().from(walletLots).where(isLot(tx, due));
  if (!lot?.expiresAt || lot.expiredAt) return false;
  const { id: lotId, remainingMinor, driverId, currency } = lot;
  const unheld = wallet.creditMinor - wallet.heldMinor;
  if (remainingMinor > unheld && remainingMinor > 0n) return false;
  await tx.db.update(walletLots).set({ expiredAt: tx.clock.now() }).where(isLot(tx, lot));
  if (remainingMinor === 0n) return true;
  await moveLots(tx, [{ lotId, amountMinor: remainingMinor, kind: "expiry" }]);
  await postJournal(
    tx,
    creditExpired({ lotId, driverId, currency, amountMinor: remainingMinor, at: lot.expiresAt }),
  );
  await followCredit(tx, [
    { wallet, movedMinor: -remainingMinor, event: `${lotId}:${lot.expiresAt.toString()}` },
  ]);
  return true;
}

function isLot(tx: Ctx, { id }: LotRow) {
  return and(eq(walletLots.tenantId, tx.tenantId), eq(walletLots.id, id));
}
