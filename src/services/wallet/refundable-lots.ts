import { and, eq, inArray } from "drizzle-orm";
import type { Lot } from "@/core/wallet/lots";
import type { RefundableLot } from "@/core/wallet/plan-withdrawal";
import { payments } from "@/db/schema/payments";
import { walletLots } from "@/db/schema/wallets";
import type { Ctx } from "@/services/context";
import { refundableMinor } from "@/services/refunds/order-refund";
import type { WalletKey } from "./lock-wallets";

/** Bought lots with what the rail can still give back on their payments: nothing while one is disputed. */
export async function findRefundable(ctx: Ctx, lots: readonly Lot[]): Promise<RefundableLot[]> {
  const bought = lots.filter(({ kind }) => kind === "purchased");
  if (bought.length === 0) return [];
  const ids = bought.map(({ id }) => id);
  const rows = await ctx.db
    .select({ lotId: walletLots.id, paymentId: payments.id })
    .from(walletLots)
    .innerJoin(payments, isPaymentOfLot)
    .where(and(eq(walletLots.tenantId, ctx.tenantId), inArray(walletLots.id, ids)));
  const paidBy = new Map(rows.map(({ lotId, paymentId }) => [lotId, paymentId]));
  const found: RefundableLot[] = [];
  for (const lot of bought) {
    const paymentId = paidBy.get(lot.id) ?? null;
    const refundable = paymentId === null ? 0n : await refundableMinor(ctx, paymentId);
    found.push({ ...lot, paymentId, refundableMinor: refundable });
  }
  return found;
}

/** Locks the payments behind what a wallet still holds, before the wallet: the order in which the rail takes them. */
export async function lockPaymentsOf(tx: Ctx, { driverId, currency }: WalletKey): Promise<void> {
  const lots = tx.db
    .select({ topupId: walletLots.topupId })
    .from(walletLots)
    .where(
      and(
        eq(walletLots.tenantId, tx.tenantId),
        eq(walletLots.driverId, driverId),
        eq(walletLots.currency, currency),
      ),
    );
  await tx.db
    .select({ id: payments.id })
    .from(payments)
    .where(
      and(
        eq(payments.tenantId, tx.tenantId),
        eq(payments.driverId, driverId),
        inArray(payments.topupId, lots),
      ),
    )
    .orderBy(payments.id)
    .for("update");
}

const isPaymentOfLot = and(
  eq(payments.tenantId, walletLots.tenantId),
  eq(payments.topupId, walletLots.topupId),
  eq(payments.state, "succeeded"),
);
