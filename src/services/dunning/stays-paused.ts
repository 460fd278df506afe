import { and, eq } from "drizzle-orm";

import { dunningCases } from "@/db/schema/dunning";
import type { Ctx } from "@/services/context";
import { ownPause, ownPauses } from "./pause-reasons";
import type { Standing } from "./standing";
import { writeEvent } from "./write-event";

/** Pauses, or lifts a pause, by what is so at this moment. True: nothing is done in it now. */
export async function staysPaused(ctx: Ctx, standing: Standing): Promise<boolean> {
  const { row } = standing;
  const reason = await ownPause(ctx, standing);
  const mine = and(eq(dunningCases.tenantId, ctx.tenantId), eq(dunningCases.id, row.id));
  if (row.state === "active") {
    if (!reason) return false;
    await ctx.db
      .update(dunningCases)
      .set({ state: "paused", pauseReason: reason, pausedUntil: null, nextAt: null })
      .where(mine);
    await writeEvent(ctx, row.id, { kind: "paused", detail: { reason } });
    return true;
  }
  const isOwn = ownPauses.some((one) => one === row.pauseReason);
  const until = row.pausedUntil;
  const isOver = until !== null && Temporal.Instant.compare(until, ctx.clock.now()) <= 0;
  if (reason || !(isOwn || isOver)) return true;
  await ctx.db
    .update(dunningCases)
    .set({ state: "active", pauseReason: null, pausedUntil: null })
    .where(mine);
  await writeEvent(ctx, row.id, { kind: "resumed" });
  return false;
}
