import { and, asc, count, eq, gte, lt } from "drizzle-orm";
import type { Token } from "@/core/roaming/token";
import { tokens } from "@/db/schema/drivers";
import { tenants } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { toCoreToken } from "./core-token";

/** Which part of the list. `from` inclusive, `to` exclusive, by the tokens' last change. */
export interface TokenPage {
  readonly offset: number;
  readonly limit: number;
  readonly from?: Temporal.Instant;
  readonly to?: Temporal.Instant;
}

/**
 * Our tokens as a partner may pull them: all of them, also those that are no longer valid (else a revocation
 * would never be learnt of), oldest first by creation. OCPI 2.2.1 mod_tokens, Sender GET.
 * @throws ServiceError FORBIDDEN for anyone but a partner or the system.
 */
export async function listTokensForPartner(
  ctx: Ctx,
  page: TokenPage,
): Promise<{ readonly tokens: readonly Token[]; readonly total: number }> {
  if (ctx.actor.kind === "user") {
    throw new ServiceError("FORBIDDEN", "This list is for partners.");
  }
  const where = and(
    eq(tokens.tenantId, ctx.tenantId),
    page.from && gte(tokens.lastUpdated, page.from),
    page.to && lt(tokens.lastUpdated, page.to),
  );
  const [counted] = await ctx.db.select({ total: count() }).from(tokens).where(where);
  const rows = await ctx.db
    .select({ token: tokens, countryCode: tenants.countryCode, partyId: tenants.partyId })
    .from(tokens)
    .innerJoin(tenants, eq(tenants.id, tokens.tenantId))
    .where(where)
    .orderBy(asc(tokens.createdAt), asc(tokens.id))
    .limit(page.limit)
    .offset(page.offset);
  return { tokens: rows.map((row) => toCoreToken(row.token, row)), total: counted?.total ?? 0 };
}
