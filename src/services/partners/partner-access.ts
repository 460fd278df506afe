import { and, asc, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { partnerUsers } from "@/db/schema/exchange";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

/**
 * The partner that the acting person speaks for: whoever has the role and was given access to one.
 * Everything that a partner's pages ask begins here, and is narrowed to this id.
 * @throws ServiceError UNAUTHENTICATED for whoever is no person, FORBIDDEN for people of no partner.
 */
export async function requirePartnerPerson(ctx: Ctx): Promise<Id<"partner">> {
  const { actor } = ctx;
  if (actor.kind !== "user") throw new ServiceError("UNAUTHENTICATED", "Sign in first.");
  const [access] = actor.roles.includes("partner")
    ? await ctx.db
        .select({ partnerId: partnerUsers.partnerId })
        .from(partnerUsers)
        .where(and(eq(partnerUsers.tenantId, ctx.tenantId), eq(partnerUsers.userId, actor.userId)))
        .orderBy(asc(partnerUsers.createdAt), asc(partnerUsers.partnerId))
        .limit(1)
    : [];
  if (!access) throw new ServiceError("FORBIDDEN", "This needs a partner's access.");
  return access.partnerId;
}
