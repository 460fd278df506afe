import { topupBounds } from "@/core/wallet/topup-bounds";
import { wallets } from "@/db/schema/wallets";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireDriver } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { lockWallets, walletName } from "./lock-wallets";
import { startAutoTopup } from "./start-auto-topup";
import { isWallet } from "./switch-off-auto";

/** When a wallet tops itself up, and by how much at most. Minor units of its currency. */
export interface AutoTopupChoice {
  readonly currency: string;
  readonly isOn: boolean;
  readonly thresholdMinor: bigint;
  readonly topupMinor: bigint;
  readonly maxDayMinor: bigint;
  readonly maxMonthMinor: bigint;
}

/**
 * Sets when the acting driver's wallet tops itself up. Switching it on takes the brakes off that we had set, and tops
 * up at once where the wallet is low.
 * @throws ServiceError FORBIDDEN, INVALID with the `field` that does not fit.
 */
export async function setAutoTopup(ctx: Ctx, choice: AutoTopupChoice): Promise<void> {
  const driverId = requireDriver(ctx);
  const { currency, isOn, ...amounts } = choice;
  if (isOn) refuseUnfit(choice);
  await inTransaction(ctx, async (tx) => {
    const key = { driverId, currency };
    const wallet = (await lockWallets(tx, [key])).get(walletName(key));
    if (!wallet) throw new RangeError("a wallet was locked");
    await tx.db
      .update(wallets)
      .set({
        autoTopup: isOn,
        ...amounts,
        offReason: null,
        declines: 0,
        backOffUntil: null,
        updatedAt: tx.clock.now(),
      })
      .where(isWallet(tx, key));
    await writeAudit(tx, {
      action: isOn ? "wallet.auto_topup.on" : "wallet.auto_topup.off",
      subjectType: "driver",
      subjectId: driverId,
      detail: {
        currency,
        ...Object.fromEntries(Object.entries(amounts).map(([name, value]) => [name, `${value}`])),
      },
    });
    if (!isOn) return;
    const set = { ...wallet, ...amounts, autoTopup: true, declines: 0, backOffUntil: null };
    await startAutoTopup(tx, { wallet: set, movedMinor: 0n });
  });
}

function refuseUnfit(choice: AutoTopupChoice): void {
  const { leastMinor, mostMinor } = topupBounds(choice.currency);
  const { thresholdMinor, topupMinor, maxDayMinor, maxMonthMinor } = choice;
  const refuse = (field: string, message: string) =>
    new ServiceError("INVALID", message, { field });
  if (thresholdMinor <= 0n) throw refuse("thresholdMinor", "Give a threshold above zero.");
  if (topupMinor < leastMinor || topupMinor > mostMinor) {
    throw refuse("topupMinor", "That is too little or too much for one top-up.");
  }
  if (maxDayMinor < topupMinor) throw refuse("maxDayMinor", "A day must have room for a top-up.");
  if (maxMonthMinor < maxDayMinor) {
    throw refuse("maxMonthMinor", "A month must have room for what a day may take.");
  }
}
