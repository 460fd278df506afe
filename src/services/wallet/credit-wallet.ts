import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import type { Ctx } from "@/services/context";
import { addLot } from "./add-lot";
import { followCredit } from "./follow-credit";
import { lockWallets, walletName } from "./lock-wallets";

/**
 * Puts what a credit note gives back into a driver's wallet, as a lot; what he owed is paid first. The journal is the
 * credit note's: call this before it is posted, in its transaction. What came back of money that was paid is his own
 * (purchased, can be withdrawn); goodwill is not (granted).
 */
export async function creditWallet(
  tx: Ctx,
  credit: {
    readonly driverId: Id<"driver">;
    readonly currency: string;
    readonly amountMinor: bigint;
    readonly creditNoteId: Id<"creditNote">;
    readonly kind?: "purchased" | "granted";
  },
): Promise<void> {
  const { amountMinor, creditNoteId, kind = "purchased" } = credit;
  const wallet = (await lockWallets(tx, [credit])).get(walletName(credit));
  if (!wallet) throw new RangeError("a wallet was locked");
  await addLot(tx, wallet, {
    id: newId<"walletLot">(),
    kind,
    amountMinor,
    creditNoteId,
    createdAt: tx.clock.now(),
  });
  await followCredit(tx, [{ wallet, movedMinor: amountMinor }]);
}
