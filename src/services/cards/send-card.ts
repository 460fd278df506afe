import { and, eq } from "drizzle-orm";
import { cardOrders, cardStock } from "@/db/schema/cards";
import { drivers } from "@/db/schema/drivers";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { writeNotification } from "@/services/notifications/write-notification";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { comparedNumber } from "./card-number";
import { lockCardOrder, type CardOrderRow } from "./card-order-row";

/**
 * A card of the stock is on its way to whom ordered it; he is told. For operations.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID (no such card in the stock), CONFLICT (somebody has it),
 * PRECONDITION (the order is not waiting).
 */
export async function sendCard(
  ctx: Ctx,
  input: { readonly orderId: string; readonly visualNumber: string },
): Promise<void> {
  requireRole(ctx, "operations");
  await inTransaction(ctx, async (tx) => {
    const order = await lockCardOrder(tx, input.orderId);
    if (order.state !== "ordered") {
      throw new ServiceError("PRECONDITION", "This order is not waiting for a card.", {
        state: order.state,
      });
    }
    const stockId = await takeCard(tx, input.visualNumber);
    await tx.db
      .update(cardOrders)
      .set({ state: "sent", stockId, sentAt: tx.clock.now() })
      .where(and(eq(cardOrders.tenantId, tx.tenantId), eq(cardOrders.id, order.id)));
    await tell(tx, order, input.visualNumber.trim());
    await writeAudit(tx, {
      action: "card.sent",
      subjectType: "card_order",
      subjectId: order.id,
      detail: { visualNumber: input.visualNumber.trim() },
    });
  });
}

async function takeCard(tx: Ctx, visualNumber: string) {
  const [card] = await tx.db
    .select({ id: cardStock.id, tokenId: cardStock.tokenId })
    .from(cardStock)
    .where(
      and(
        eq(cardStock.tenantId, tx.tenantId),
        eq(cardStock.visualNumberUpper, comparedNumber(visualNumber)),
      ),
    )
    .for("update");
  if (!card) {
    throw new ServiceError("INVALID", "There is no such card in the stock.", {
      field: "visualNumber",
    });
  }
  const [other] = await tx.db
    .select({ id: cardOrders.id })
    .from(cardOrders)
    .where(and(eq(cardOrders.tenantId, tx.tenantId), eq(cardOrders.stockId, card.id)))
    .limit(1);
  if (card.tokenId !== null || other) {
    throw new ServiceError("CONFLICT", "Somebody has this card.", { field: "visualNumber" });
  }
  return card.id;
}

async function tell(tx: Ctx, order: CardOrderRow, visualNumber: string): Promise<void> {
  const [driver] = await tx.db
    .select({ name: drivers.name, email: drivers.email, locale: drivers.locale })
    .from(drivers)
    .where(and(eq(drivers.tenantId, tx.tenantId), eq(drivers.id, order.driverId)));
  if (!driver) return;
  await writeNotification(tx, {
    key: `card_sent:${order.id}`,
    kind: "card_sent",
    email: driver.email,
    locale: driver.locale,
    payload: {
      name: driver.name,
      card: order.cardName,
      number: visualNumber,
      url: `${tx.settings.baseUrl}/tokens`,
    },
  });
}
