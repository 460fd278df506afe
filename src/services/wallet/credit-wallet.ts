import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import type { Ctx } from "@/services/context";
import { addLot } from "./add-lot";
import { followCredit } from "./follow-credit";
import { lockWallets, walletName, type LockedWallet, type WalletKey } from "./lock-wallets";

/** What a credit note puts into a wallet. */
export interface WalletCredit extends WalletKey {
  readonly amountMinor: bigint;
  /** How much of it had been given to the driver, and comes back as such (it cannot be withdrawn). */
  readonly grantedMinor?: bigint;
  readonly creditNoteId: Id<"creditNote">;
}

/**
 * Puts what a credit note gives back into a driver's wallet, as lots; what he owed is paid first. The journal is the credit
 * note's: call this once before it is posted, in its transaction. What came back of money that was paid is his own
 * (purchased); what had been given to him comes back as given.
 */
export async function creditWallet(tx: Ctx, credit: WalletCredit): Promise<void> {
  const { amountMinor, grantedMinor = 0n, creditNoteId } = credit;
  const parts = [
    { kind: "purchased" as const, amountMinor: amountMinor - grantedMinor },
    { kind: "granted" as const, amountMinor: grantedMinor },
  ].filter((part) => part.amountMinor > 0n);
  const before = await lockWallet(tx, credit);
  let added = 0n;
  for (const part of parts) {
    // The lots as the part before left them; the ledger does not know of it yet.
    const { lots } = await lockWallet(tx, credit);
    await addLot(
      tx,
      { ...before, lots, creditMinor: before.creditMinor + added },
      { id: newId<"walletLot">(), ...part, creditNoteId, createdAt: tx.clock.now() },
    );
    added += part.amountMinor;
  }
  await followCredit(tx, [{ wallet: before, movedMinor: added }]);
}

async function lockWallet(tx: Ctx, key: WalletKey): Promise<LockedWallet> {
  const wallet = (await lockWallets(tx, [key])).get(walletName(key));
  if (!wallet) throw new RangeError("a wallet was locked");
  return wallet;
}
