import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { pullCursors } from "@/db/schema/exchange";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { type PullModule, pullModules } from "./pull-module";
import type { PullCounts } from "./record-pull";

/** How far one of a partner's lists has been read. The counts are those of the last run. */
export interface CursorView extends PullCounts {
  readonly module: PullModule;
  readonly readUntil: Temporal.Instant | null;
  /** When the whole list was last read. */
  readonly crawledAt: Temporal.Instant | null;
  readonly lastRunAt: Temporal.Instant | null;
  readonly lastError: string | null;
  /** Runs in a row that failed. */
  readonly failures: number;
  readonly dueAt: Temporal.Instant;
  /** Its time has come: the worker reads it within seconds. */
  readonly isDue: boolean;
}

/** The lists of a partner that we read, in the order in which they are read. Operations only. */
export async function listCursors(
  ctx: Ctx,
  partnerId: Id<"partner">,
): Promise<readonly CursorView[]> {
  requireRole(ctx, "operations");
  const rows = await ctx.db
    .select()
    .from(pullCursors)
    .where(and(eq(pullCursors.tenantId, ctx.tenantId), eq(pullCursors.partnerId, partnerId)));
  const now = ctx.clock.now();
  return rows
    .map(({ tenantId: _tenantId, partnerId: _partnerId, ...cursor }) => ({
      ...cursor,
      isDue: Temporal.Instant.compare(cursor.dueAt, now) <= 0,
    }))
    .toSorted((a, b) => pullModules.indexOf(a.module) - pullModules.indexOf(b.module));
}
