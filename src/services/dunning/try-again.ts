import { and, eq, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { dunningEvents } from "@/db/schema/dunning";
import { invoices } from "@/db/schema/invoices";
import { enqueue } from "@/queue/enqueue";
import type { Ctx } from "@/services/context";
import type { PlannedAttempt } from "./collection";
import type { Standing } from "./standing";
import { writeEvent } from "./write-event";

/**
 * Has the invoice collected again when that is due, and notes once for each failure when the next try comes, or that only
 * the driver can help. True: an attempt begins.
 */
export async function tryAgain(
  ctx: Ctx,
  { row, invoice }: Standing,
  attempt: PlannedAttempt | null,
): Promise<boolean> {
  if (!attempt) return false;
  const { next, after } = attempt;
  const isNow = next.kind === "at" && Temporal.Instant.compare(next.at, ctx.clock.now()) <= 0;
  if (!isNow) {
    if (after !== null) await noteOnce(ctx, row.id, attempt, after);
    return false;
  }
  await ctx.db
    .update(invoices)
    .set({ paymentState: "open" })
    .where(and(eq(invoices.tenantId, ctx.tenantId), eq(invoices.id, invoice.id)));
  await enqueue(ctx.db, "collect-payment", { tenantId: ctx.tenantId, id: invoice.id });
  await writeEvent(ctx, row.id, {
    kind: "retried",
    detail: { because: after === null ? "new_method" : "schedule", ...(after && { after }) },
  });
  return true;
}

async function noteOnce(
  ctx: Ctx,
  caseId: Id<"dunningCase">,
  { next }: PlannedAttempt,
  after: Id<"payment">,
): Promise<void> {
  const known = await ctx.db
    .select({ seq: dunningEvents.seq })
    .from(dunningEvents)
    .where(
      and(
        eq(dunningEvents.tenantId, ctx.tenantId),
        eq(dunningEvents.caseId, caseId),
        sql`${dunningEvents.detail}->>'after' = ${after}`,
      ),
    )
    .limit(1);
  if (known.length > 0) return;
  switch (next.kind) {
    case "at":
      return writeEvent(ctx, caseId, {
        kind: "attempt_planned",
        detail: { after, at: next.at.toString() },
      });
    case "ask":
      return writeEvent(ctx, caseId, {
        kind: "asked_for_method",
        detail: { after, for: next.for },
      });
    case "stop":
      return writeEvent(ctx, caseId, {
        kind: "attempts_over",
        detail: { after, why: next.reason },
      });
  }
}
