import { and, eq, inArray, sql } from "drizzle-orm";
import { asId, type Id } from "@/core/ids";
import type { Token } from "@/core/roaming/token";
import { tokenDeliveries, tokens } from "@/db/schema/drivers";
import { partners } from "@/db/schema/partners";
import { tenants } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";
import { toCoreToken } from "./core-token";

/** While one process is at a delivery nobody else takes it; if it dies, the delivery is due again after this. */
const LEASE = { minutes: 2 } as const;

/** A token's present state that one partner is to be told of. */
export interface DueDelivery {
  readonly tokenId: Id<"token">;
  readonly partnerId: Id<"partner">;
  readonly token: Token;
}

/**
 * Takes up to `limit` deliveries that are due to registered partners, each for this caller alone for two minutes.
 * `only` narrows to the one that a job names. The system's own; tell the end with `recordDelivery`.
 */
export async function findDueDeliveries(
  ctx: Ctx,
  limit: number,
  only?: { readonly tokenId: Id<"token">; readonly partnerId: Id<"partner"> },
): Promise<readonly DueDelivery[]> {
  const now = ctx.clock.now();
  const one = only
    ? sql`and d.token_id = ${only.tokenId}::uuid and d.partner_id = ${only.partnerId}::uuid`
    : sql``;
  const taken = await ctx.db.execute<{ token_id: string; partner_id: string }>(sql`
    update ${tokenDeliveries} set due_at = ${now.add(LEASE).toString()}::timestamptz
    where (tenant_id, token_id, partner_id) in (
      select d.tenant_id, d.token_id, d.partner_id
      from ${tokenDeliveries} d
      join ${partners} p on p.tenant_id = d.tenant_id and p.id = d.partner_id and p.state = 'registered'
      where d.tenant_id = ${ctx.tenantId} and d.state = 'pending'
        and d.due_at <= ${now.toString()}::timestamptz ${one}
      order by d.due_at, d.token_id
      limit ${limit}
      for update of d skip locked)
    returning token_id, partner_id`);
  if (taken.length === 0) return [];
  const ids = [...new Set(taken.map((row) => asId<"token">(row.token_id)))];
  const rows = await ctx.db
    .select({ token: tokens, countryCode: tenants.countryCode, partyId: tenants.partyId })
    .from(tokens)
    .innerJoin(tenants, eq(tenants.id, tokens.tenantId))
    .where(and(eq(tokens.tenantId, ctx.tenantId), inArray(tokens.id, ids)));
  return taken.flatMap((row) => {
    const found = rows.find(({ token }) => token.id === row.token_id);
    if (!found) return [];
    const partnerId = asId<"partner">(row.partner_id);
    return [{ tokenId: found.token.id, partnerId, token: toCoreToken(found.token, found) }];
  });
}
