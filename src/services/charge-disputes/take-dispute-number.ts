import { asc, eq, sql } from "drizzle-orm";

import { legalEntities, numberSeries, tenants } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";

/**
 * The next number of a dispute as people say it, "R-2026-0042", counted anew each year of the tenant's calendar. The
 * counter's row stays locked until the transaction ends, so that two at once never get one number.
 */
export async function takeDisputeNumber(ctx: Ctx): Promise<string> {
  const [seller] = await ctx.db
    .select({ id: legalEntities.id, timeZone: tenants.timeZone })
    .from(legalEntities)
    .innerJoin(tenants, eq(tenants.id, legalEntities.tenantId))
    .where(eq(legalEntities.tenantId, ctx.tenantId))
    .orderBy(asc(legalEntities.id))
    .limit(1);
  if (!seller) throw new Error("the tenant has no legal entity");
  const { year } = ctx.clock.now().toZonedDateTimeISO(seller.timeZone);
  const [row] = await ctx.db
    .insert(numberSeries)
    .values({
      tenantId: ctx.tenantId,
      legalEntityId: seller.id,
      kind: "charge_dispute",
      year,
      next: 2,
    })
    .onConflictDoUpdate({
      target: [
        numberSeries.tenantId,
        numberSeries.legalEntityId,
        numberSeries.kind,
        numberSeries.seriesOf,
        numberSeries.year,
      ],
      set: { next: sql`${numberSeries.next} + 1` },
    })
    .returning({ next: numberSeries.next });
  if (!row) throw new Error("the series gave no number");
  return `R-${year}-${String(row.next - 1).padStart(4, "0")}`;
}
