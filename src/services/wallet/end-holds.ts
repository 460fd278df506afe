import { sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { WalletHoldState } from "@/db/schema/wallets";
import type { Ctx } from "@/services/context";

/** Ends open holds and gives their credit free; those that ended before stay as they are. */
export async function endHolds(
  tx: Ctx,
  ids: readonly Id<"walletHold">[],
  how: Exclude<WalletHoldState, "open">,
): Promise<void> {
  if (ids.length === 0) return;
  const list = JSON.stringify(ids);
  await tx.db.execute(sql`
    select end_wallet_holds(${tx.tenantId}::uuid,
      array(select value::uuid from json_array_elements_text(${list}::json) as one(value)),
      ${how}, ${tx.clock.now().toString()}::timestamptz)`);
}
