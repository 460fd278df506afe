import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { isOneOf } from "@/db/is-one-of";
import { cases } from "@/db/schema/treasury";
import { actorName } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { disputeKey } from "./dispute-case";

/** Closes the open objections to charges that a credit note gives back: call it in its transaction. `note` is its number. */
export async function settleDisputes(
  ctx: Ctx,
  chargeIds: readonly Id<"charge">[],
  note: string,
): Promise<void> {
  await ctx.db
    .update(cases)
    .set({
      state: "closed",
      resolution: "credited",
      note,
      closedAt: ctx.clock.now(),
      closedBy: actorName(ctx.actor),
    })
    .where(
      and(
        eq(cases.tenantId, ctx.tenantId),
        eq(cases.state, "open"),
        isOneOf(cases.key, chargeIds.map(disputeKey)),
      ),
    );
}
