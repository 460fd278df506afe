import { and, eq } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";
import { isId, type Id } from "@/core/ids";
import { cardOrders } from "@/db/schema/cards";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

/** A stored order of a card. */
export type CardOrderRow = InferSelectModel<typeof cardOrders>;

/** An order, held for the transaction. @throws ServiceError NOT_FOUND. */
export async function lockCardOrder(tx: Ctx, id: string): Promise<CardOrderRow> {
  const [row] = isId(id)
    ? await tx.db
        .select()
        .from(cardOrders)
        .where(and(eq(cardOrders.tenantId, tx.tenantId), eq(cardOrders.id, id as Id<"other">)))
        .for("update")
    : [];
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such order.");
  return row;
}
