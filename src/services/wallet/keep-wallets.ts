import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { refreshCreditBlocks } from "./credit-blocks";
import { dunNegativeWallets } from "./dun-negative-wallets";
import { endStaleHolds } from "./end-stale-holds";
import { expireLots } from "./expire-lots";
import { remindOfExpiry } from "./remind-of-expiry";
import { retryAutoTopups } from "./retry-auto-topups";

/** What time alone does to wallets: holds and given credit run out, low wallets top up, debts are reminded of, cards are blocked or freed. */
export async function keepWallets(ctx: Ctx): Promise<void> {
  await endStaleHolds(ctx);
  await expireLots(ctx);
  await remindOfExpiry(ctx);
  await retryAutoTopups(ctx);
  await dunNegativeWallets(ctx);
  await inTransaction(ctx, (tx) => refreshCreditBlocks(tx));
}
