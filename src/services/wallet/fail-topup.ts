import { and, eq, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { BACK_OFF, MOST_DECLINES } from "@/core/wallet/auto-topup";
import { topups, wallets } from "@/db/schema/wallets";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { adviceFor } from "@/services/payments/decline-advice";
import { tellDriver } from "./tell-driver";
import { isWallet } from "./switch-off-auto";
import { lockTopup, type Topup } from "./topup-rows";

/** How a top-up ended without money. */
export interface FailedTopup {
  readonly at: Temporal.Instant;
  readonly code?: string | null | undefined;
  readonly declineCode?: string | null | undefined;
  /** Given up (a page that was left): nobody is told, and no brake is set. */
  readonly isCanceled: boolean;
}

/**
 * A top-up failed or was given up. After a decline automatic top-ups wait an hour, after the third in a row they are
 * off until the driver switches them on. One that has succeeded or ended stays as it is.
 * @throws ServiceError NOT_FOUND.
 */
export async function failTopup(
  ctx: Ctx,
  topupId: Id<"topup">,
  failed: FailedTopup,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const topup = await lockTopup(tx, topupId);
    if (["succeeded", "failed", "canceled"].includes(topup.state)) return;
    await tx.db
      .update(topups)
      .set({
        state: failed.isCanceled ? "canceled" : "failed",
        failureCode: failed.declineCode ?? failed.code ?? null,
        settledAt: failed.at,
      })
      .where(and(eq(topups.tenantId, tx.tenantId), eq(topups.id, topupId)));
    if (failed.isCanceled) return;
    if (topup.origin === "auto") await setBrakes(tx, topup, failed.at);
    const { driverId, amountMinor, currency } = topup;
    await tellDriver(tx, driverId, {
      key: `topup_failed:${topupId}`,
      kind: "topup_failed",
      amount: { amountMinor, currency },
      more: { advice: adviceFor(failed.code, failed.declineCode) },
    });
  });
}

async function setBrakes(tx: Ctx, topup: Topup, at: Temporal.Instant): Promise<void> {
  const isLast = sql`${wallets.declines} + 1 >= ${MOST_DECLINES}`;
  await tx.db
    .update(wallets)
    .set({
      declines: sql`${wallets.declines} + 1`,
      backOffUntil: at.add(BACK_OFF),
      autoTopup: sql`${wallets.autoTopup} and not (${isLast})`,
      offReason: sql`case when ${isLast} then 'declines' else ${wallets.offReason} end`,
      updatedAt: tx.clock.now(),
    })
    .where(isWallet(tx, topup));
}
