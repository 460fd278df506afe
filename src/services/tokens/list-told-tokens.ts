import { and, desc, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { Token } from "@/core/roaming/token";
import { tokenDeliveries, tokens } from "@/db/schema/drivers";
import { tenants } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";
import { toCoreToken } from "./core-token";

/** A token that a partner says it has. */
export interface ToldToken {
  readonly tokenId: Id<"token">;
  readonly token: Token;
}

/** Up to `limit` tokens whose present state a partner acknowledged, the last changed first. The system's own. */
export async function listToldTokens(
  ctx: Ctx,
  partnerId: Id<"partner">,
  limit: number,
): Promise<readonly ToldToken[]> {
  const rows = await ctx.db
    .select({ token: tokens, countryCode: tenants.countryCode, partyId: tenants.partyId })
    .from(tokenDeliveries)
    .innerJoin(
      tokens,
      and(eq(tokens.tenantId, tokenDeliveries.tenantId), eq(tokens.id, tokenDeliveries.tokenId)),
    )
    .innerJoin(tenants, eq(tenants.id, tokens.tenantId))
    .where(
      and(
        eq(tokenDeliveries.tenantId, ctx.tenantId),
        eq(tokenDeliveries.partnerId, partnerId),
        eq(tokenDeliveries.state, "acknowledged"),
      ),
    )
    .orderBy(desc(tokens.lastUpdated), desc(tokens.id))
    .limit(limit);
  return rows.map((row) => ({ tokenId: row.token.id, token: toCoreToken(row.token, row) }));
}
