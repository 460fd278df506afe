import { sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { wallets } from "@/db/schema/wallets";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { refreshCreditBlocks } from "./credit-blocks";
import { lockWallets } from "./lock-wallets";
import { isWallet, switchOffAuto } from "./switch-off-auto";
import { lockTopup } from "./topup-rows";

/**
 * A top-up is disputed: so much of the wallet cannot be spent until that is decided, and automatic top-ups are off.
 * Call it once for each dispute. @throws ServiceError NOT_FOUND.
 */
export async function freezeTopup(
  ctx: Ctx,
  topupId: Id<"topup">,
  amountMinor: bigint,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const topup = await freeze(tx, topupId, amountMinor);
    await switchOffAuto(tx, topup, "dispute");
    await refreshCreditBlocks(tx, [topup.driverId]);
  });
}

/**
 * The dispute is decided, whichever way: what was frozen is free. One that was lost is then taken back by
 * `reverseTopup`. @throws ServiceError NOT_FOUND.
 */
export async function unfreezeTopup(
  ctx: Ctx,
  topupId: Id<"topup">,
  amountMinor: bigint,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const topup = await freeze(tx, topupId, -amountMinor);
    await refreshCreditBlocks(tx, [topup.driverId]);
  });
}

async function freeze(tx: Ctx, topupId: Id<"topup">, byMinor: bigint) {
  const topup = await lockTopup(tx, topupId);
  await lockWallets(tx, [topup]);
  await tx.db
    .update(wallets)
    .set({
      frozenMinor: sql`greatest(${wallets.frozenMinor} + ${byMinor}, 0)`,
      updatedAt: tx.clock.now(),
    })
    .where(isWallet(tx, topup));
  return topup;
}
