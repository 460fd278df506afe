import { sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { accounts } from "@/db/schema/ledger";
import { topups, wallets } from "@/db/schema/wallets";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { lockWallets, walletName } from "./lock-wallets";
import { startAutoTopup } from "./start-auto-topup";

const MOST = 100;

/**
 * Tops up wallets that are still below their threshold: holds lowered what can be spent, a decline's hour is over, or a
 * cap's day. Every brake is asked again. Returns how many wallets were looked at.
 */
export async function retryAutoTopups(ctx: Ctx): Promise<number> {
  const now = sql`${ctx.clock.now().toString()}::timestamptz`;
  const low = await ctx.db.execute<{ driver_id: Id<"driver">; currency: string }>(sql`
    select w.driver_id, w.currency from ${wallets} w
    left join ${accounts} a on a.tenant_id = w.tenant_id and a.owner_id = w.driver_id and a.currency = w.currency
      and a.kind = 'driver_wallet'
    where w.tenant_id = ${ctx.tenantId} and w.auto_topup and coalesce(w.back_off_until, ${now}) <= ${now}
      and coalesce(-a.balance - a.held, 0) - w.frozen_minor < w.threshold_minor
      and not exists (select 1 from ${topups} t where t.tenant_id = w.tenant_id and t.driver_id = w.driver_id
        and t.currency = w.currency and t.origin = 'auto' and t.state in ('created', 'open', 'processing'))
    limit ${MOST}`);
  for (const { driver_id: driverId, currency } of low) {
    await inTransaction(ctx, async (tx) => {
      const key = { driverId, currency };
      const wallet = (await lockWallets(tx, [key])).get(walletName(key));
      if (wallet) await startAutoTopup(tx, { wallet, movedMinor: 0n });
    });
  }
  return low.length;
}
