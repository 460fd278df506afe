import { and, eq, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { dunningEvents } from "@/db/schema/dunning";
import { invoices } from "@/db/schema/invoices";
import { enqueue } from "@/queue/enqueue";
import type { Ctx } from "@/services/context";
import type { PlannedAttempt } from "./collection";
import type { Standing } from "./standing";
import { writeEvent } from "./write-event";

/** Has the invoice collected again when that is due, and notes what only the driver can do. True: an attempt begins. */
export async function tryAgain(
  ctx: Ctx,
  { row, invoice }: Standing,
  attempt: PlannedAttempt | null,
): Promise<boolean> {
  if (!attempt) return false;
  const { next, after } = attempt;
  if (next.kind === "ask") {
    const detail = { for: next.for, after: after ?? "" };
    if (!(await wasAsked(ctx, row.id, detail.after))) {
      await writeEvent(ctx, row.id, { kind: "asked_for_method", detail });
    }
    return false;
  }
  if (next.kind !== "at" || Temporal.Instant.compare(next.at, ctx.clock.now()) > 0) return false;
  await ctx.db
    .update(invoices)
    .set({ paymentState: "open" })
    .where(and(eq(invoices.tenantId, ctx.tenantId), eq(invoices.id, invoice.id)));
  await enqueue(ctx.db, "collect-payment", { tenantId: ctx.tenantId, id: invoice.id });
  const detail = { because: after === null ? "new_method" : "schedule" };
  await writeEvent(ctx, row.id, { kind: "retried", detail });
  return true;
}

async function wasAsked(ctx: Ctx, caseId: Id<"dunningCase">, after: string): Promise<boolean> {
  const rows = await ctx.db
    .select({ seq: dunningEvents.seq })
    .from(dunningEvents)
    .where(
      and(
        eq(dunningEvents.tenantId, ctx.tenantId),
        eq(dunningEvents.caseId, caseId),
        eq(dunningEvents.kind, "asked_for_method"),
        sql`${dunningEvents.detail}->>'after' = ${after}`,
      ),
    )
    .limit(1);
  return rows.length > 0;
}
