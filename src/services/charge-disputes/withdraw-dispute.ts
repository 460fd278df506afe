import { and, count, eq } from "drizzle-orm";

import { canReopen } from "@/core/disputes/dispute-steps";
import { chargeDisputeEvents } from "@/db/schema/charge-disputes";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { advanceDispute } from "./advance-dispute";
import type { DisputeWords } from "./decide-dispute";
import { findSeenDispute, type DisputeRow } from "./dispute-row";

/**
 * A driver takes his dispute back, as long as nothing was decided.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, PRECONDITION (decided already).
 */
export async function withdrawDispute(ctx: Ctx, input: DisputeWords): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const row = await findSeenDispute(tx, "driver", input.id, { lock: true });
    await advanceDispute(tx, row, { deed: "withdraw", as: "driver", text: input.words.trim() });
  });
}

/**
 * A driver takes a dispute up again that was refused, or that he took back: once, within thirty days, with something to
 * say. It keeps its number.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID (no words), PRECONDITION (too late, or once already).
 */
export async function reopenDispute(ctx: Ctx, input: DisputeWords): Promise<void> {
  const text = input.words.trim();
  if (text === "") throw new ServiceError("INVALID", "Say what we should look at again.");
  await inTransaction(ctx, async (tx) => {
    const row = await findSeenDispute(tx, "driver", input.id, { lock: true });
    if (!(await mayReopen(tx, row))) {
      throw new ServiceError("PRECONDITION", "It cannot be taken up again any more.");
    }
    await advanceDispute(tx, row, { deed: "reopen", as: "driver", text });
  });
}

/** Whether a dispute can be taken up again now. */
export async function mayReopen(ctx: Ctx, row: DisputeRow): Promise<boolean> {
  const [reopened] = await ctx.db
    .select({ n: count() })
    .from(chargeDisputeEvents)
    .where(
      and(
        eq(chargeDisputeEvents.tenantId, ctx.tenantId),
        eq(chargeDisputeEvents.disputeId, row.id),
        eq(chargeDisputeEvents.what, "reopened"),
      ),
    );
  const { state, endedAt } = row;
  return canReopen({ state, endedAt, reopenedBefore: reopened?.n ?? 0 }, ctx.clock.now());
}
