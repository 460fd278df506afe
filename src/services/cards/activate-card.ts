import { and, eq, inArray, or } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { accountMembers } from "@/db/schema/accounts";
import { cardOrders, cardStock } from "@/db/schema/cards";
import { tokens } from "@/db/schema/drivers";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireDriverUse, type AccountUse } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { replaceToken } from "@/services/tokens/replace-token";
import { storeToken } from "@/services/tokens/store-token";
import { comparedNumber, isChipUid } from "./card-number";
import type { CardOrderRow } from "./card-order-row";

/** What became of a card's number. */
export interface ActivatedCard {
  readonly tokenId: Id<"token">;
  readonly name: string;
  /** The card that it took the place of. */
  readonly replaced: Id<"token"> | null;
}

/**
 * Makes a card charge, by the number printed on it (one that was sent to him) or by its chip's uid (any card). The order that
 * it was sent for ends, and the card that it replaces is blocked for good. A mere member's card is his own.
 * @throws ServiceError FORBIDDEN, INVALID (no card of ours, no uid), CONFLICT (somebody has it).
 */
export async function activateCard(
  ctx: Ctx,
  input: { readonly number: string; readonly name?: string },
): Promise<ActivatedCard> {
  const use = requireDriverUse(ctx);
  const compared = comparedNumber(input.number);
  return inTransaction(ctx, async (tx) => {
    const stock = await lockStock(tx, compared);
    if (!stock && !isChipUid(compared)) {
      throw new ServiceError("INVALID", "We don't know a card with this number.", {
        field: "number",
      });
    }
    const order = stock ? await findOrder(tx, use, stock.id) : null;
    // Printed numbers follow one another: one alone says nothing of who holds the card.
    if (stock && !order && stock.uidUpper !== compared) {
      throw new ServiceError("INVALID", "Only the chip's number shows who holds this card.", {
        field: "number",
      });
    }
    const name = input.name?.trim() || order?.cardName || null;
    const memberId = (order && (await activeMember(tx, order))) ?? use.memberId;
    const tokenId = await storeToken(tx, {
      driverId: use.driverId,
      uid: stock?.uid ?? compared,
      type: "RFID",
      memberId,
      ...(stock && { visualNumber: stock.visualNumber }),
    });
    if (name !== null) {
      await tx.db
        .update(tokens)
        .set({ name })
        .where(and(eq(tokens.tenantId, tx.tenantId), eq(tokens.id, tokenId)));
    }
    if (stock) {
      await tx.db
        .update(cardStock)
        .set({ tokenId })
        .where(and(eq(cardStock.tenantId, tx.tenantId), eq(cardStock.id, stock.id)));
    }
    const replaced = order ? await endOrder(tx, order, tokenId) : null;
    await writeAudit(tx, { action: "card.activated", subjectType: "token", subjectId: tokenId });
    return { tokenId, name: name ?? stock?.visualNumber ?? compared, replaced };
  });
}

/** Whom the card was ordered for, while he still belongs to the account. */
async function activeMember(tx: Ctx, order: CardOrderRow): Promise<Id<"member"> | null> {
  if (order.memberId === null) return null;
  const [member] = await tx.db
    .select({ id: accountMembers.id })
    .from(accountMembers)
    .where(
      and(
        eq(accountMembers.tenantId, tx.tenantId),
        eq(accountMembers.id, order.memberId),
        eq(accountMembers.state, "active"),
      ),
    );
  return member?.id ?? null;
}

async function lockStock(tx: Ctx, compared: string) {
  const [stock] = await tx.db
    .select()
    .from(cardStock)
    .where(
      and(
        eq(cardStock.tenantId, tx.tenantId),
        or(eq(cardStock.visualNumberUpper, compared), eq(cardStock.uidUpper, compared)),
      ),
    )
    .for("update");
  if (stock && stock.tokenId !== null) {
    throw new ServiceError("CONFLICT", "This card is activated already.", { field: "number" });
  }
  return stock ?? null;
}

// A card that was sent to somebody else is his: his order is found, and it is not this account's.
async function findOrder(
  tx: Ctx,
  use: AccountUse,
  stockId: Id<"other">,
): Promise<CardOrderRow | null> {
  const [order] = await tx.db
    .select()
    .from(cardOrders)
    .where(and(eq(cardOrders.tenantId, tx.tenantId), eq(cardOrders.stockId, stockId)))
    .for("update");
  if (!order) return null;
  const isHis = use.onlyMemberId === null || use.onlyMemberId === order.memberId;
  if (order.driverId !== use.driverId || !isHis) {
    throw new ServiceError("CONFLICT", "This card was sent to somebody else.", { field: "number" });
  }
  return order;
}

async function endOrder(
  tx: Ctx,
  order: CardOrderRow,
  tokenId: Id<"token">,
): Promise<Id<"token"> | null> {
  await tx.db
    .update(cardOrders)
    .set({ state: "activated", tokenId, endedAt: tx.clock.now() })
    .where(
      and(
        eq(cardOrders.tenantId, tx.tenantId),
        eq(cardOrders.id, order.id),
        inArray(cardOrders.state, ["sent"]),
      ),
    );
  if (order.replacesTokenId === null) return null;
  await replaceToken(tx, { tokenId: order.replacesTokenId, by: tokenId });
  return order.replacesTokenId;
}
