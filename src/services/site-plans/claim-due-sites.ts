import { and, eq, isNull, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { sites } from "@/db/schema/sites";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";

/** A site to plan now. */
export interface DueSite {
  readonly id: Id<"site">;
  /** Why: what woke it, or "slot". */
  readonly trigger: string;
  /** Until then it is this caller's. */
  readonly leasedUntil: Temporal.Instant;
}

/** Longer than any plan takes: a worker that dies with a site in hand leaves it to the next after this. */
const LEASE = { seconds: 60 } as const;
/** Confirmations come in flocks: a plan this young is not made anew for one of them. */
const FLOCK_S = 3;

/** Takes up to `limit` sites that are due, each for this caller until its lease ends. The system's own. */
export async function claimDueSites(ctx: Ctx, limit: number): Promise<readonly DueSite[]> {
  if (limit <= 0) return [];
  return inTransaction(ctx, async (tx) => {
    const now = tx.clock.now();
    const young = now.subtract({ seconds: FLOCK_S }).toString();
    const due = await tx.db
      .select({ id: sites.id, reason: sites.dueReason })
      .from(sites)
      .where(
        and(
          eq(sites.tenantId, tx.tenantId),
          isNull(sites.removedAt),
          sql`${sites.dueAt} <= ${now.toString()}::timestamptz`,
          sql`(${sites.dueReason} is distinct from 'confirmation' or not exists (
            select 1 from site_plans p
            where p.tenant_id = ${sites.tenantId} and p.site_id = ${sites.id}
              and p.planned_at > ${young}::timestamptz))`,
        ),
      )
      .orderBy(sites.dueAt, sites.id)
      .limit(limit)
      .for("update", { skipLocked: true });
    const leasedUntil = now.add(LEASE);
    for (const { id } of due) {
      await tx.db
        .update(sites)
        .set({ dueAt: leasedUntil, dueReason: null })
        .where(and(eq(sites.tenantId, tx.tenantId), eq(sites.id, id)));
    }
    return due.map(({ id, reason }) => ({ id, trigger: reason ?? "slot", leasedUntil }));
  });
}

/** How soon a site is planned again that could not be planned. */
const AGAIN = { seconds: 15 } as const;
/** What makes a site due whose planning failed. */
export const PLAN_FAILED = "failure";

/**
 * Has a site planned again soon whose planner failed: the last plan stays as it is, and the profiles that stations hold
 * end in their safe periods. The system's own.
 */
export async function noteFailedPlan(ctx: Ctx, { id }: DueSite): Promise<void> {
  const again = ctx.clock.now().add(AGAIN).toString();
  await ctx.db
    .update(sites)
    .set({
      dueAt: sql`least(${sites.dueAt}, ${again}::timestamptz)`,
      dueReason: PLAN_FAILED,
    })
    .where(and(eq(sites.tenantId, ctx.tenantId), eq(sites.id, id)));
}
