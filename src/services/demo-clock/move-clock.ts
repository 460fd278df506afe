import { sql } from "drizzle-orm";
import { demoClock } from "@/db/schema/tenants";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { DEMO_CLOCK_CHANNEL } from "./follow-demo-clock";

/** How far one step goes. A month ends on the same day of the next one, on the tenant's wall clock. */
export type ClockStep = "day" | "week" | "month";

/**
 * Moves the demo's time forward, for the whole installation. It never goes back: what was booked stays booked.
 * `from` is the time that the person saw, so that two clicks are one step.
 * @throws ServiceError FORBIDDEN without the role, PRECONDITION outside a demo, CONFLICT when it was moved meanwhile.
 */
export async function moveClock(
  ctx: Ctx,
  input: { readonly step: ClockStep; readonly aheadMs: number },
): Promise<Temporal.Instant> {
  requireRole(ctx, "operations");
  if (!ctx.settings.canMoveTime) {
    throw new ServiceError("PRECONDITION", "Time can be moved in a demo only.");
  }
  return inTransaction(ctx, async (tx) => {
    await tx.db.execute(
      sql`insert into demo_clock (id, ahead_ms, moved_at) values (1, 0, now()) on conflict do nothing`,
    );
    const [row] = await tx.db.select().from(demoClock).for("update");
    if (!row || row.aheadMs !== input.aheadMs) {
      throw new ServiceError("CONFLICT", "The clock was moved meanwhile. Look again.");
    }
    const real = Temporal.Now.instant();
    const now = real.add({ milliseconds: row.aheadMs });
    const then = now
      .toZonedDateTimeISO(await timeZoneOf(tx))
      .add({ [`${input.step}s`]: 1 })
      .toInstant();
    const aheadMs = then.epochMilliseconds - real.epochMilliseconds;
    await tx.db.update(demoClock).set({ aheadMs, movedAt: real });
    await writeAudit(tx, {
      action: "demo.clock_moved",
      subjectType: "tenant",
      subjectId: tx.tenantId,
      detail: { step: input.step, to: then.toString() },
    });
    await tx.db.execute(sql`select pg_notify(${DEMO_CLOCK_CHANNEL}, '')`);
    return then;
  });
}

async function timeZoneOf(ctx: Ctx): Promise<string> {
  const [row] = await ctx.db.execute<{ time_zone: string }>(
    sql`select time_zone from tenants where id = ${ctx.tenantId}`,
  );
  return row?.time_zone ?? "UTC";
}
