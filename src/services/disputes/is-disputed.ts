import { and, eq, isNull, ne, notInArray, or } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { disputes } from "@/db/schema/treasury";
import type { Ctx } from "@/services/context";

/** What ends an objection without loss: an inquiry that led to nothing, one that Stripe prevented. */
export const HARMLESS_ENDS: readonly string[] = ["warning_closed", "prevented"];

/**
 * Whether the holder objects, or objected with success, to a payment. Such a payment is not refunded:
 * refund and dispute would both pay out. Ask under the payment's lock.
 */
export async function isDisputed(ctx: Ctx, paymentId: Id<"payment">): Promise<boolean> {
  const [row] = await ctx.db
    .select({ id: disputes.id })
    .from(disputes)
    .where(
      and(
        eq(disputes.tenantId, ctx.tenantId),
        eq(disputes.paymentId, paymentId),
        or(isNull(disputes.outcome), ne(disputes.outcome, "won")),
        notInArray(disputes.status, [...HARMLESS_ENDS]),
      ),
    )
    .limit(1);
  return row !== undefined;
}
