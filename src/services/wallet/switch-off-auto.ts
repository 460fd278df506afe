import { and, eq } from "drizzle-orm";
import { wallets } from "@/db/schema/wallets";
import type { Ctx } from "@/services/context";
import type { WalletKey } from "./lock-wallets";

/** Switches automatic top-ups off, with a code that says why; the driver may switch them on again. */
export async function switchOffAuto(
  tx: Ctx,
  key: WalletKey,
  offReason: "dispute" | "returned",
): Promise<void> {
  await tx.db
    .update(wallets)
    .set({ autoTopup: false, offReason, updatedAt: tx.clock.now() })
    .where(and(isWallet(tx, key), eq(wallets.autoTopup, true)));
}

/** The row of a wallet. */
export function isWallet(tx: Ctx, { driverId, currency }: WalletKey) {
  return and(
    eq(wallets.tenantId, tx.tenantId),
    eq(wallets.driverId, driverId),
    eq(wallets.currency, currency),
  );
}
