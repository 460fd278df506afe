import { and, eq } from "drizzle-orm";
import { cardOrders } from "@/db/schema/cards";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireDriverUse } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { actsForOperations } from "@/services/tokens/change-validity";
import { lockCardOrder } from "./card-order-row";

/**
 * Takes an order back that was not sent: its own driver's, or by operations.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, PRECONDITION once it was sent or ended.
 */
export async function cancelCardOrder(ctx: Ctx, id: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const order = await lockCardOrder(tx, id);
    if (!actsForOperations(tx)) {
      const use = requireDriverUse(tx);
      const isHis = use.onlyMemberId === null || use.onlyMemberId === order.memberId;
      if (order.driverId !== use.driverId || !isHis) {
        throw new ServiceError("NOT_FOUND", "There is no such order.");
      }
    }
    if (order.state !== "ordered") {
      throw new ServiceError("PRECONDITION", "The card is on its way already.", {
        state: order.state,
      });
    }
    await tx.db
      .update(cardOrders)
      .set({ state: "cancelled", endedAt: tx.clock.now() })
      .where(and(eq(cardOrders.tenantId, tx.tenantId), eq(cardOrders.id, order.id)));
    await writeAudit(tx, { action: "card.cancelled", subjectType: "card_order", subjectId: id });
  });
}
