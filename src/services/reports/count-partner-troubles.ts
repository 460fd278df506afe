import { and, count, eq, gte, inArray } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { tokenDeliveries } from "@/db/schema/drivers";
import { ocpiMessages } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";

/** What does not go smoothly with a partner. */
export interface PartnerTroubles {
  readonly partnerId: Id<"partner">;
  /** Messages of the last 24 hours, both ways, that were refused, failed or contradicted another. */
  readonly refused24h: number;
  readonly tokensPending: number;
  readonly tokensFailed: number;
}

/**
 * The troubles of each partner that has any. Operations only.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function countPartnerTroubles(ctx: Ctx): Promise<readonly PartnerTroubles[]> {
  requireRole(ctx, "operations");
  const [refused, deliveries] = await Promise.all([
    ctx.db
      .select({ partnerId: ocpiMessages.partnerId, messages: count() })
      .from(ocpiMessages)
      .where(
        and(
          eq(ocpiMessages.tenantId, ctx.tenantId),
          gte(ocpiMessages.occurredAt, ctx.clock.now().subtract({ hours: 24 })),
          inArray(ocpiMessages.outcome, ["rejected", "conflict", "failed"]),
        ),
      )
      .groupBy(ocpiMessages.partnerId),
    ctx.db
      .select({
        partnerId: tokenDeliveries.partnerId,
        state: tokenDeliveries.state,
        tokens: count(),
      })
      .from(tokenDeliveries)
      .where(
        and(
          eq(tokenDeliveries.tenantId, ctx.tenantId),
          inArray(tokenDeliveries.state, ["pending", "failed"]),
        ),
      )
      .groupBy(tokenDeliveries.partnerId, tokenDeliveries.state),
  ]);
  const known = [...refused, ...deliveries].flatMap(({ partnerId }) =>
    partnerId === null ? [] : [partnerId],
  );
  const tokensOf = (id: Id<"partner">, state: "pending" | "failed") =>
    deliveries.find((row) => row.partnerId === id && row.state === state)?.tokens ?? 0;
  return [...new Set(known)].map((partnerId) => ({
    partnerId,
    refused24h: refused.find((row) => row.partnerId === partnerId)?.messages ?? 0,
    tokensPending: tokensOf(partnerId, "pending"),
    tokensFailed: tokensOf(partnerId, "failed"),
  }));
}
