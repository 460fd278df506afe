import { and, eq, inArray } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { cardOrders } from "@/db/schema/cards";
import { drivers, tokens } from "@/db/schema/drivers";
import type { PostalAddress } from "@/db/schema/tenants";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireDriverUse, type AccountUse } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";

/** More cards than this are not on their way to one account at once. */
const MOST_AT_ONCE = 10;

/** A card as it is ordered. */
export interface CardWish {
  readonly cardName: string;
  readonly recipient: string;
  readonly address: PostalAddress;
  /** The card that it takes the place of, which is blocked for good once the new one is activated. */
  readonly replaces?: Id<"token">;
}

/**
 * Orders a card to an address; a mere member's is his own. It charges nothing before it is activated by its number.
 * @throws ServiceError FORBIDDEN, INVALID (name, recipient, address), NOT_FOUND (the card to replace), LIMIT.
 */
export async function orderCard(ctx: Ctx, wish: CardWish): Promise<Id<"other">> {
  const use = requireDriverUse(ctx);
  const texts = {
    cardName: wish.cardName.trim(),
    recipient: wish.recipient.trim(),
    line1: wish.address.line1.trim(),
    postalCode: wish.address.postalCode.trim(),
    city: wish.address.city.trim(),
  };
  for (const [field, text] of Object.entries(texts)) {
    if (text === "" || text.length > 120) {
      throw new ServiceError("INVALID", "Fill this in.", { field });
    }
  }
  return inTransaction(ctx, async (tx) => {
    await lockDriver(tx, use.driverId);
    await refuseTooMany(tx, use.driverId);
    if (wish.replaces) await requireOwnToken(tx, use, wish.replaces);
    const id = newId<"other">();
    const { cardName, recipient, ...address } = texts;
    const line2 = wish.address.line2?.trim();
    await tx.db.insert(cardOrders).values({
      tenantId: tx.tenantId,
      id,
      driverId: use.driverId,
      memberId: use.memberId,
      state: "ordered",
      cardName,
      recipient,
      address: { ...address, ...(line2 && { line2 }), country: wish.address.country },
      replacesTokenId: wish.replaces ?? null,
      orderedAt: tx.clock.now(),
    });
    await writeAudit(tx, {
      action: "card.ordered",
      subjectType: "card_order",
      subjectId: id,
      detail: wish.replaces ? { replaces: wish.replaces } : {},
    });
    return id;
  });
}

async function lockDriver(tx: Ctx, driverId: Id<"driver">): Promise<void> {
  await tx.db
    .select({ id: drivers.id })
    .from(drivers)
    .where(and(eq(drivers.tenantId, tx.tenantId), eq(drivers.id, driverId)))
    .for("update");
}

async function refuseTooMany(tx: Ctx, driverId: Id<"driver">): Promise<void> {
  const open = await tx.db
    .select({ id: cardOrders.id })
    .from(cardOrders)
    .where(
      and(
        eq(cardOrders.tenantId, tx.tenantId),
        eq(cardOrders.driverId, driverId),
        inArray(cardOrders.state, ["ordered", "sent"]),
      ),
    )
    .limit(MOST_AT_ONCE);
  if (open.length === MOST_AT_ONCE) {
    throw new ServiceError("LIMIT", "Activate the cards that are on their way first.");
  }
}

async function requireOwnToken(tx: Ctx, use: AccountUse, id: Id<"token">): Promise<void> {
  const [token] = await tx.db
    .select({ memberId: tokens.memberId, type: tokens.type })
    .from(tokens)
    .where(
      and(eq(tokens.tenantId, tx.tenantId), eq(tokens.id, id), eq(tokens.driverId, use.driverId)),
    );
  const isHis = use.onlyMemberId === null || token?.memberId === use.onlyMemberId;
  if (!token || !isHis || token.type !== "RFID") {
    throw new ServiceError("NOT_FOUND", "There is no such card.");
  }
}
