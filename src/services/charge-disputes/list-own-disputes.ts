import { and, desc, eq, sql } from "drizzle-orm";

import { cdrs } from "@/db/schema/cdrs";
import { chargeDisputes } from "@/db/schema/charge-disputes";
import { ownCdr } from "@/services/accounts/own-tokens";
import type { Ctx } from "@/services/context";
import { requireDriverUse } from "@/services/require-role";
import { disputeItem, disputeQuery, type DisputeItem } from "./dispute-item";

/**
 * The disputes of the acting driver, those that run first, then the newest (200 at most).
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function listOwnDisputes(ctx: Ctx): Promise<readonly DisputeItem[]> {
  const { driverId } = requireDriverUse(ctx);
  const rows = await disputeQuery(ctx)
    .where(
      and(
        eq(chargeDisputes.tenantId, ctx.tenantId),
        eq(chargeDisputes.driverId, driverId),
        ownCdr(ctx, { id: cdrs.id, tokenId: cdrs.tokenId, at: cdrs.startedAt }),
      ),
    )
    .orderBy(
      sql`${chargeDisputes.endedAt} is not null`,
      desc(chargeDisputes.openedAt),
      desc(chargeDisputes.id),
    )
    .limit(200);
  const now = ctx.clock.now();
  return rows.map((row) => disputeItem(row, now));
}
