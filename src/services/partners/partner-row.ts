import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

type PartnerRow = typeof partners.$inferSelect;

/** Locks a partner's row for the transaction. @throws ServiceError NOT_FOUND. */
export async function lockPartner(ctx: Ctx, partnerId: Id<"partner">): Promise<PartnerRow> {
  const [row] = await ctx.db
    .select()
    .from(partners)
    .where(and(eq(partners.tenantId, ctx.tenantId), eq(partners.id, partnerId)))
    .for("update");
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such partner.");
  return row;
}

/** Changes columns of a partner's row. */
export async function updatePartner(
  ctx: Ctx,
  partnerId: Id<"partner">,
  values: Partial<typeof partners.$inferInsert>,
): Promise<void> {
  await ctx.db
    .update(partners)
    .set(values)
    .where(and(eq(partners.tenantId, ctx.tenantId), eq(partners.id, partnerId)));
}
