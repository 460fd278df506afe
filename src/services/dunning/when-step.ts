import { and, desc, eq, inArray } from "drizzle-orm";

import { morningOf } from "@/core/dunning/next-attempt";
import { nextStepAt } from "@/core/dunning/next-step";
import { dunningEvents } from "@/db/schema/dunning";
import type { Ctx } from "@/services/context";
import type { Standing } from "./standing";
import type { DunningEventKind } from "./write-event";

/** From which event on the days to the next step are counted. */
const STEPS_BEGIN: readonly DunningEventKind[] = [
  "opened",
  "reopened",
  "resumed",
  "reminded",
  "collection_notice",
  "charging_blocked",
  "ready_for_hand_over",
];

/** When a step is due: see `nextStepAt`; a case that was opened again begins with the schedule's first days. */
export async function whenStep(
  ctx: Ctx,
  { row, rules, dueOn, driver }: Standing,
  taken: number,
): Promise<Temporal.Instant | null> {
  const [last] = await ctx.db
    .select({ kind: dunningEvents.kind, at: dunningEvents.occurredAt })
    .from(dunningEvents)
    .where(
      and(
        eq(dunningEvents.tenantId, ctx.tenantId),
        eq(dunningEvents.caseId, row.id),
        inArray(dunningEvents.kind, [...STEPS_BEGIN]),
      ),
    )
    .orderBy(desc(dunningEvents.seq))
    .limit(1);
  const { timeZone } = driver;
  const at = last?.at ?? row.openedAt;
  const first = rules.steps[0]?.afterDays ?? 0;
  const since =
    taken === 0 && last?.kind === "reopened" && first > 0
      ? morningOf(at.toZonedDateTimeISO(timeZone).toPlainDate().add({ days: first }), timeZone)
      : at;
  return nextStepAt({ steps: rules.steps, taken, dueOn, timeZone, since });
}
