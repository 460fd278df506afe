import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { paymentMethods } from "@/db/schema/payments";
import { topups } from "@/db/schema/wallets";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

/** A top-up as it is stored. */
export type Topup = InferSelectModel<typeof topups>;

/** A top-up, its row locked. @throws ServiceError NOT_FOUND. */
export async function lockTopup(tx: Ctx, id: Id<"topup">): Promise<Topup> {
  const [row] = await tx.db
    .select()
    .from(topups)
    .where(and(eq(topups.tenantId, tx.tenantId), eq(topups.id, id)))
    .for("update");
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such top-up.", { id });
  return row;
}

/** Top-ups that wait to be taken from a saved way to pay (at most 100), the oldest first. */
export async function findCollectableTopups(ctx: Ctx): Promise<Id<"topup">[]> {
  const rows = await ctx.db
    .select({ id: topups.id })
    .from(topups)
    .innerJoin(
      paymentMethods,
      and(
        eq(paymentMethods.tenantId, topups.tenantId),
        eq(paymentMethods.driverId, topups.driverId),
        eq(paymentMethods.environment, ctx.settings.stripeEnvironment),
        eq(paymentMethods.isDefault, true),
        isNull(paymentMethods.detachedAt),
      ),
    )
    .where(
      and(
        eq(topups.tenantId, ctx.tenantId),
        eq(topups.state, "created"),
        inArray(topups.origin, ["saved_method", "auto"]),
      ),
    )
    .orderBy(asc(topups.createdAt))
    .limit(100);
  return rows.map(({ id }) => id);
}
