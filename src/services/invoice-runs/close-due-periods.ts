import { and, eq, lte } from "drizzle-orm";

import { invoiceRuns } from "@/db/schema/invoice-runs";
import type { Ctx } from "@/services/context";
import { advanceRun, type RunPace } from "./advance-run";
import { startDueRuns } from "./start-run";

/**
 * Issues the monthly invoices that are due, through the runs of their months: starts those that are due and takes each
 * that runs as far as it goes now. Answers how many invoices were issued.
 */
export async function closeDuePeriods(ctx: Ctx, pace?: RunPace): Promise<number> {
  await startDueRuns(ctx);
  const running = await ctx.db
    .select()
    .from(invoiceRuns)
    .where(
      and(
        eq(invoiceRuns.tenantId, ctx.tenantId),
        eq(invoiceRuns.state, "running"),
        lte(invoiceRuns.dueAt, ctx.clock.now()),
      ),
    )
    .orderBy(invoiceRuns.month);
  let issued = 0;
  for (const run of running) issued += await advanceRun(ctx, run, pace);
  return issued;
}
