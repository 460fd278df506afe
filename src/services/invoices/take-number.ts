import { sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { numberSeries } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";

/**
 * Takes the next number of a series. The counter row stays locked until the transaction ends, so that a
 * rollback gives the number back: no gap, no duplicate.
 */
export async function takeNumber(
  ctx: Ctx,
  series: {
    readonly legalEntityId: Id<"legalEntity">;
    readonly kind: "invoice" | "credit_note";
    readonly year: number;
  },
): Promise<number> {
  const [row] = await ctx.db
    .insert(numberSeries)
    .values({ tenantId: ctx.tenantId, ...series, next: 2 })
    .onConflictDoUpdate({
      target: [
        numberSeries.tenantId,
        numberSeries.legalEntityId,
        numberSeries.kind,
        numberSeries.year,
      ],
      set: { next: sql`${numberSeries.next} + 1` },
    })
    .returning({ next: numberSeries.next });
  if (!row) throw new Error("the series gave no number");
  return row.next - 1;
}
