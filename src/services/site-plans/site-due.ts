import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { sites } from "@/db/schema/sites";
import type { Ctx } from "@/services/context";

/** When a site is planned next, and why before its slot; null: there is no such site. */
export async function findDue(ctx: Ctx, siteId: Id<"site">) {
  const { dueAt, dueReason } = sites;
  const [row] = await ctx.db
    .select({ dueAt, dueReason })
    .from(sites)
    .where(and(eq(sites.tenantId, ctx.tenantId), eq(sites.id, siteId)));
  return row ?? null;
}
