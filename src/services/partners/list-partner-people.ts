import { and, asc, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { partnerUsers } from "@/db/schema/exchange";
import { users } from "@/db/schema/users";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";

/** A person who may see a partner's pages. */
export interface PartnerPerson {
  readonly userId: Id<"user">;
  readonly email: string;
  readonly name: string | null;
  readonly since: Temporal.Instant;
}

/** Who may see a partner's pages, by e-mail address. Operations only. @throws ServiceError FORBIDDEN. */
export async function listPartnerPeople(
  ctx: Ctx,
  partnerId: Id<"partner">,
): Promise<readonly PartnerPerson[]> {
  requireRole(ctx, "operations");
  return ctx.db
    .select({
      userId: users.id,
      email: users.email,
      name: users.name,
      since: partnerUsers.createdAt,
    })
    .from(partnerUsers)
    .innerJoin(users, eq(users.id, partnerUsers.userId))
    .where(and(eq(partnerUsers.tenantId, ctx.tenantId), eq(partnerUsers.partnerId, partnerId)))
    .orderBy(asc(users.email));
}
