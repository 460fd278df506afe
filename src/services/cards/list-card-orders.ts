import { and, asc, desc, eq, type SQL } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { cardOrders, cardStock, type CardOrderState } from "@/db/schema/cards";
import { drivers } from "@/db/schema/drivers";
import type { PostalAddress } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";
import { requireDriverUse, requireRole } from "@/services/require-role";

/** An order of a card. */
export interface CardOrder {
  readonly id: Id<"other">;
  readonly state: CardOrderState;
  readonly cardName: string;
  readonly recipient: string;
  readonly address: PostalAddress;
  readonly replacesTokenId: Id<"token"> | null;
  /** As printed on the card that was sent. */
  readonly visualNumber: string | null;
  readonly orderedAt: Temporal.Instant;
  readonly sentAt: Temporal.Instant | null;
  readonly endedAt: Temporal.Instant | null;
  readonly driver: { readonly id: Id<"driver">; readonly name: string; readonly number: string };
}

/** The orders of the account, the newest first (50 at most); a mere member's own. @throws ServiceError FORBIDDEN. */
export async function listOwnCardOrders(ctx: Ctx): Promise<readonly CardOrder[]> {
  const { driverId, onlyMemberId } = requireDriverUse(ctx);
  const isHis = onlyMemberId ? eq(cardOrders.memberId, onlyMemberId) : undefined;
  const rows = await select(ctx, and(eq(cardOrders.driverId, driverId), isHis))
    .orderBy(desc(cardOrders.orderedAt))
    .limit(50);
  return rows;
}

/** Orders in a state: those that wait the oldest first, else the newest (200 at most). For operations. */
export async function listCardOrders(
  ctx: Ctx,
  state: CardOrderState,
): Promise<readonly CardOrder[]> {
  requireRole(ctx, "operations");
  const order = state === "ordered" ? asc(cardOrders.orderedAt) : desc(cardOrders.orderedAt);
  return select(ctx, eq(cardOrders.state, state)).orderBy(order).limit(200);
}

function select(ctx: Ctx, which: SQL | undefined) {
  return ctx.db
    .select({
      id: cardOrders.id,
      state: cardOrders.state,
      cardName: cardOrders.cardName,
      recipient: cardOrders.recipient,
      address: cardOrders.address,
      replacesTokenId: cardOrders.replacesTokenId,
      visualNumber: cardStock.visualNumber,
      orderedAt: cardOrders.orderedAt,
      sentAt: cardOrders.sentAt,
      endedAt: cardOrders.endedAt,
      driver: { id: drivers.id, name: drivers.name, number: drivers.number },
    })
    .from(cardOrders)
    .innerJoin(
      drivers,
      and(eq(drivers.tenantId, cardOrders.tenantId), eq(drivers.id, cardOrders.driverId)),
    )
    .leftJoin(
      cardStock,
      and(eq(cardStock.tenantId, cardOrders.tenantId), eq(cardStock.id, cardOrders.stockId)),
    )
    .where(and(eq(cardOrders.tenantId, ctx.tenantId), which))
    .$dynamic();
}
