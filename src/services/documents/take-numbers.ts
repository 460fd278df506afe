import { sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import type { DocumentKind } from "@/db/schema/invoices";
import { numberSeries } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";

/** A gapless series: of a legal entity, a kind of document and a year; `seriesOf` a seller whom we bill for. */
export interface NumberSeries {
  readonly legalEntityId: Id<"legalEntity">;
  readonly kind: DocumentKind;
  readonly year: number;
  /** "" or absent: our own. */
  readonly seriesOf?: string;
}

/**
 * Takes the next `count` numbers of a series and returns the first. The counter row stays locked until the
 * transaction ends, so that a rollback gives them back: no gap, no duplicate.
 */
export async function takeNumbers(ctx: Ctx, series: NumberSeries, count: number): Promise<number> {
  const [row] = await ctx.db
    .insert(numberSeries)
    .values({ tenantId: ctx.tenantId, ...series, next: count + 1 })
    .onConflictDoUpdate({
      target: [
        numberSeries.tenantId,
        numberSeries.legalEntityId,
        numberSeries.kind,
        numberSeries.seriesOf,
        numberSeries.year,
      ],
      set: { next: sql`${numberSeries.next} + ${count}` },
    })
    .returning({ next: numberSeries.next });
  if (!row) throw new Error("the series gave no number");
  return row.next - count;
}
