import type { Id } from "@/core/ids";
import { leastCredit } from "@/core/wallet/least-credit";
import type { Ctx } from "@/services/context";
import { refreshCreditBlocks } from "./credit-blocks";
import type { CreditMove } from "./credit-move";
import { startAutoTopup } from "./start-auto-topup";
import { tellDriver } from "./tell-driver";

/**
 * Does what follows from credit that rose or fell, in its transaction: an automatic top-up where it fell below the
 * driver's threshold, a mail where it runs low or below zero, and cards that charge offline are blocked at partners
 * while nothing can be spent, or given free again. Costs no statement where nothing of that is near.
 */
export async function followCredit(tx: Ctx, moves: readonly CreditMove[]): Promise<void> {
  const near = new Set<Id<"driver">>();
  for (const move of moves) {
    const { wallet, movedMinor } = move;
    const before = wallet.creditMinor - wallet.frozenMinor;
    const after = before + movedMinor;
    const least = leastCredit(wallet.currency);
    if (after < least || before < least) near.add(wallet.driverId);
    if (movedMinor >= 0n) continue;
    const isToppedUp = await startAutoTopup(tx, move);
    await tellOfFall(tx, move, isToppedUp);
  }
  if (near.size > 0) await refreshCreditBlocks(tx, [...near]);
}

/** Once for each fall: below zero, or below what the driver or the currency calls low. */
async function tellOfFall(tx: Ctx, move: CreditMove, isToppedUp: boolean): Promise<void> {
  const { driverId, currency, creditMinor: before, thresholdMinor } = move.wallet;
  const after = before + move.movedMinor;
  const event = move.event ?? tx.clock.now().toString();
  if (after < 0n) {
    if (before < 0n) return;
    await tellDriver(tx, driverId, {
      key: `wallet_negative:${driverId}:${event}`,
      kind: "wallet_negative",
      amount: { amountMinor: -after, currency },
    });
    return;
  }
  const low = thresholdMinor ?? leastCredit(currency);
  if (after >= low || before < low || isToppedUp) return;
  await tellDriver(tx, driverId, {
    key: `wallet_low:${driverId}:${event}`,
    kind: "wallet_low",
    amount: { amountMinor: after, currency },
  });
}
