import { and, count, desc, eq, gte, sql } from "drizzle-orm";
import { auditEvents, notifications } from "@/db/schema/notifications";
import { demoClock } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";

const SHOWN = 40;

/** What has happened since the clock was last moved. */
export interface ClockView {
  readonly canMove: boolean;
  readonly now: Temporal.Instant;
  readonly aheadMs: number;
  /** Kinds of deeds and mails since the last move, with how many of each. */
  readonly deeds: readonly { readonly action: string; readonly count: number }[];
  readonly mails: readonly {
    readonly id: string;
    readonly kind: (typeof notifications.$inferSelect)["kind"];
    readonly email: string;
    readonly at: Temporal.Instant;
  }[];
}

/**
 * The demo's clock and what came of moving it: counts of what the books, the runs and people did since, and the mails
 * that went out, newest first. @throws ServiceError FORBIDDEN without the role.
 */
export async function readDemoClock(ctx: Ctx): Promise<ClockView> {
  requireRole(ctx, "operations");
  const [row] = await ctx.db.select().from(demoClock);
  const aheadMs = row?.aheadMs ?? 0;
  const base = { canMove: ctx.settings.canMoveTime, now: ctx.clock.now(), aheadMs };
  if (!row) return { ...base, deeds: [], mails: [] };
  const since = await timeAtMove(ctx, row.movedAt);
  const deeds = await ctx.db
    .select({ action: auditEvents.action, count: count() })
    .from(auditEvents)
    .where(and(eq(auditEvents.tenantId, ctx.tenantId), gte(auditEvents.occurredAt, since)))
    .groupBy(auditEvents.action)
    .orderBy(desc(count()), auditEvents.action);
  const mails = await ctx.db
    .select({
      id: notifications.id,
      kind: notifications.kind,
      email: notifications.email,
      at: notifications.createdAt,
    })
    .from(notifications)
    .where(
      and(
        eq(notifications.tenantId, ctx.tenantId),
        gte(notifications.createdAt, since),
        eq(notifications.channel, "mail"),
        sql`${notifications.kind} not in ('sign_in', 'sign_up', 'email_change', 'email_change_asked', 'email_changed')`,
      ),
    )
    .orderBy(desc(notifications.createdAt))
    .limit(SHOWN);
  return { ...base, deeds, mails };
}

// The move's own audit row bears the time before it; what followed is later than that.
async function timeAtMove(ctx: Ctx, movedAt: Temporal.Instant): Promise<Temporal.Instant> {
  const [moved] = await ctx.db
    .select({ at: auditEvents.occurredAt })
    .from(auditEvents)
    .where(and(eq(auditEvents.tenantId, ctx.tenantId), eq(auditEvents.action, "demo.clock_moved")))
    .orderBy(desc(auditEvents.occurredAt))
    .limit(1);
  return moved?.at ?? movedAt;
}
