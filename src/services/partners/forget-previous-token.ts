import { and, eq } from "drizzle-orm";
import { partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import type { PartnerConnection } from "./partner-connection";

/**
 * A partner took the token that it gave us last: the one before it is void from now on (ruling 14). One of a later
 * rotation stays. For our own edges only.
 */
export async function forgetPreviousToken(
  ctx: Ctx,
  { id, previous }: Pick<PartnerConnection, "id" | "previous">,
): Promise<void> {
  if (previous === null) return;
  await ctx.db
    .update(partners)
    .set({ previousTokenSealed: null })
    .where(
      and(
        eq(partners.tenantId, ctx.tenantId),
        eq(partners.id, id),
        eq(partners.previousTokenSealed, previous.sealed),
      ),
    );
}
