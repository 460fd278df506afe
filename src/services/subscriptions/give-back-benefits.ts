import { and, eq, isNull } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { withUse } from "@/core/plans/benefits";
import { isOneOf } from "@/db/is-one-of";
import { benefitUses, subscriptionPeriods } from "@/db/schema/subscriptions";
import { updateRows } from "@/db/update-rows";
import type { Ctx } from "@/services/context";

/**
 * Gives back what charges that are taken back had used of allowances, once; charges without a use are passed over.
 * Call it in the transaction that takes them back.
 */
export async function giveBackBenefits(
  ctx: Ctx,
  chargeIds: readonly Id<"charge">[],
): Promise<void> {
  if (chargeIds.length === 0) return;
  const { tenantId } = ctx;
  const uses = await ctx.db
    .update(benefitUses)
    .set({ givenBackAt: ctx.clock.now() })
    .where(
      and(
        eq(benefitUses.tenantId, tenantId),
        isOneOf(benefitUses.chargeId, chargeIds),
        isNull(benefitUses.givenBackAt),
      ),
    )
    .returning({ periodId: benefitUses.periodId, use: benefitUses.use });
  if (uses.length === 0) return;
  const periods = await ctx.db
    .select()
    .from(subscriptionPeriods)
    .where(
      and(
        eq(subscriptionPeriods.tenantId, tenantId),
        isOneOf(
          subscriptionPeriods.id,
          uses.map(({ periodId }) => periodId),
        ),
      ),
    )
    .orderBy(subscriptionPeriods.id)
    .for("update");
  await updateRows(
    ctx.db,
    subscriptionPeriods,
    ["tenantId", "id"],
    periods.map((period) => {
      const own = uses.filter(({ periodId }) => periodId === period.id);
      const after = own.reduce((row, { use }) => withUse(row, use, -1), period);
      const { id, usedMicroKwh, usedStarts } = after;
      return { tenantId, id, usedMicroKwh, usedStarts };
    }),
  );
}
