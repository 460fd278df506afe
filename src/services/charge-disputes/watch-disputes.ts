import { and, eq, isNull, lt, sql } from "drizzle-orm";

import { chargeDisputeEvents, chargeDisputes } from "@/db/schema/charge-disputes";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { adoptObjections } from "./adopt-objections";
import { writeDisputeEvent } from "./dispute-events";
import { tellOfStep } from "./tell-of-step";

const BATCH = 50;

/**
 * Keeps the clocks of disputes: a step that should have been done gets its entry in the trace, once for each time that the
 * clock was set, and a CPO that owes an answer is reminded. Objections of before get their number on the way.
 */
export async function watchDisputes(ctx: Ctx): Promise<number> {
  await adoptObjections(ctx);
  return inTransaction(ctx, async (tx) => {
    const late = await tx.db
      .select()
      .from(chargeDisputes)
      .where(
        and(
          eq(chargeDisputes.tenantId, tx.tenantId),
          isNull(chargeDisputes.endedAt),
          lt(chargeDisputes.answerBy, tx.clock.now()),
          sql`not exists (select 1 from ${chargeDisputeEvents} e where e.tenant_id = ${chargeDisputes.tenantId}
            and e.dispute_id = ${chargeDisputes.id} and e.what = 'overdue' and e.at > ${chargeDisputes.answerBy})`,
        ),
      )
      .orderBy(chargeDisputes.answerBy)
      .limit(BATCH)
      .for("update", { skipLocked: true });
    for (const row of late) {
      const event = {
        what: "overdue",
        byKind: "system",
        detail: { state: row.state, answerBy: row.answerBy?.toString() ?? "" },
      } as const;
      const seq = await writeDisputeEvent(tx, row.id, event);
      if (row.state === "asked") await tellOfStep(tx, row, { ...event, seq });
    }
    return late.length;
  });
}
