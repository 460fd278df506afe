import { and, eq } from "drizzle-orm";
import { drivers } from "@/db/schema/drivers";
import type { Ctx } from "@/services/context";
import { actingUser } from "@/services/users/acting-user";

/** An account that somebody had: he comes back to it, to its number, its books and its currency. */
export type FormerAccount = typeof drivers.$inferSelect;

/** The account that the acting newcomer had before; null for who never had one. @throws ServiceError UNAUTHENTICATED. */
export async function findFormerAccount(ctx: Ctx): Promise<FormerAccount | null> {
  const { userId } = actingUser(ctx);
  const [row = null] = await ctx.db
    .select()
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.userId, userId)));
  return row;
}
