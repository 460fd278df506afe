import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { readRatingSettings, type RatingSettings } from "./rating-settings";

/** A partner's name, and how its CDRs are read and accepted. Operations and finance. @throws ServiceError NOT_FOUND. */
export async function getRatingSettings(
  ctx: Ctx,
  partnerId: Id<"partner">,
): Promise<{ readonly name: string; readonly settings: RatingSettings }> {
  requireRole(ctx, "operations", "finance");
  const [row] = await ctx.db
    .select({ name: partners.name, settings: partners.settings })
    .from(partners)
    .where(and(eq(partners.tenantId, ctx.tenantId), eq(partners.id, partnerId)));
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such partner.");
  return { name: row.name, settings: readRatingSettings(row.settings) };
}
