import { and, count, desc, eq, isNull, max, sql } from "drizzle-orm";
import { cardStock } from "@/db/schema/cards";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";

/** A batch of cards, and how many of it are left. */
export interface CardBatch {
  readonly batch: string;
  readonly cards: number;
  readonly left: number;
  readonly addedAt: Temporal.Instant;
}

/** The batches of cards, the newest first. For operations. @throws ServiceError FORBIDDEN. */
export async function listCardStock(ctx: Ctx): Promise<readonly CardBatch[]> {
  requireRole(ctx, "operations");
  const rows = await ctx.db
    .select({
      batch: cardStock.batch,
      cards: count(),
      left: sql<number>`count(*) filter (where ${cardStock.tokenId} is null)`.mapWith(Number),
      addedAt: max(cardStock.addedAt),
    })
    .from(cardStock)
    .where(eq(cardStock.tenantId, ctx.tenantId))
    .groupBy(cardStock.batch)
    .orderBy(desc(max(cardStock.addedAt)));
  return rows.flatMap(({ addedAt, ...batch }) => (addedAt ? [{ ...batch, addedAt }] : []));
}

/** Printed numbers of cards that nobody has, to pick from when one is sent (at most 20). For operations. */
export async function listFreeCards(ctx: Ctx): Promise<readonly string[]> {
  requireRole(ctx, "operations");
  const rows = await ctx.db
    .select({ visualNumber: cardStock.visualNumber })
    .from(cardStock)
    .where(
      and(
        eq(cardStock.tenantId, ctx.tenantId),
        isNull(cardStock.tokenId),
        sql`not exists (select 1 from card_orders o where o.tenant_id = ${cardStock.tenantId}
          and o.stock_id = ${cardStock.id} and o.state = 'sent')`,
      ),
    )
    .orderBy(cardStock.visualNumberUpper)
    .limit(20);
  return rows.map(({ visualNumber }) => visualNumber);
}
