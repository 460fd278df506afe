import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { cardOrders } from "@/db/schema/cards";
import { writeAudits } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";

/**
 * Takes back the orders of cards that were not sent, of an account or of a member of it who leaves: nobody waits for them
 * any more. Call it in the transaction that ends either.
 */
export async function cancelOpenOrders(
  tx: Ctx,
  of: { readonly driverId: Id<"driver"> } | { readonly memberId: Id<"member"> },
): Promise<void> {
  const isHis =
    "memberId" in of ? eq(cardOrders.memberId, of.memberId) : eq(cardOrders.driverId, of.driverId);
  const ended = await tx.db
    .update(cardOrders)
    .set({ state: "cancelled", endedAt: tx.clock.now() })
    .where(and(eq(cardOrders.tenantId, tx.tenantId), isHis, eq(cardOrders.state, "ordered")))
    .returning({ id: cardOrders.id });
  await writeAudits(
    tx,
    ended.map(({ id }) => ({ action: "card.cancelled", subjectType: "card_order", subjectId: id })),
  );
}
