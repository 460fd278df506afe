import { and, desc, eq } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { cases } from "@/db/schema/treasury";
import type { Ctx } from "@/services/context";

/** A case that a driver's objection opened. */
export type DisputeCase = InferSelectModel<typeof cases>;

/** The kind of case that a driver's objection opens. */
export const DRIVER_DISPUTE = "driver_dispute";

/** Names the case of a charge that its driver objects to. */
export function disputeKey(chargeId: Id<"charge">): string {
  return `dispute:charge:${chargeId}`;
}

/** The latest objection to a charge, open or closed; null for none. */
export async function readLatestDispute(
  ctx: Ctx,
  chargeId: Id<"charge">,
): Promise<DisputeCase | null> {
  const [row] = await ctx.db
    .select()
    .from(cases)
    .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.key, disputeKey(chargeId))))
    .orderBy(desc(cases.openedAt), desc(cases.id))
    .limit(1);
  return row ?? null;
}
