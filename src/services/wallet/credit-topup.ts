import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { topupSucceeded } from "@/core/ledger/entries/topup-moved";
import { newId } from "@/db/new-id";
import { topups, wallets } from "@/db/schema/wallets";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { postJournal } from "@/services/ledger/post-journal";
import { addLot } from "./add-lot";
import { followCredit } from "./follow-credit";
import { lockWallets, walletName } from "./lock-wallets";
import { tellDriver } from "./tell-driver";
import { isWallet } from "./switch-off-auto";
import { lockTopup } from "./topup-rows";

/**
 * A top-up's money came in: its journal, its lot (what the driver owed is paid first), its state, and the mail; blocks
 * for want of credit are lifted. The same top-up again changes nothing. Call it under the payment's lock.
 * @throws ServiceError NOT_FOUND.
 */
export async function creditTopup(
  ctx: Ctx,
  topupId: Id<"topup">,
  paid: { readonly at: Temporal.Instant; readonly paymentIntentId: string },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const topup = await lockTopup(tx, topupId);
    if (topup.state === "succeeded") return;
    const { driverId, currency, amountMinor } = topup;
    const wallet = (await lockWallets(tx, [topup])).get(walletName(topup));
    if (!wallet) throw new RangeError("a wallet was locked");
    const { at, paymentIntentId } = paid;
    await addLot(tx, wallet, {
      id: newId<"walletLot">(),
      kind: "purchased",
      amountMinor,
      topupId,
      createdAt: at,
    });
    await postJournal(
      tx,
      topupSucceeded({
        topupId,
        paymentIntentId,
        driverId,
        currency,
        amountMinor,
        succeededAt: at,
      }),
    );
    const isTopup = and(eq(topups.tenantId, tx.tenantId), eq(topups.id, topupId));
    await tx.db
      .update(topups)
      .set({ state: "succeeded", settledAt: at, failureCode: null })
      .where(isTopup);
    await tx.db
      .update(wallets)
      .set({ declines: 0, backOffUntil: null, updatedAt: tx.clock.now() })
      .where(isWallet(tx, topup));
    await tellDriver(tx, driverId, {
      key: `topup_succeeded:${topupId}`,
      kind: "topup_succeeded",
      amount: { amountMinor, currency },
    });
    await followCredit(tx, [{ wallet, movedMinor: amountMinor }]);
  });
}
