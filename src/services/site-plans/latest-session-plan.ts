import { and, desc, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { sitePlans, sitePlanSessions } from "@/db/schema/site-plans";
import type { Ctx } from "@/services/context";
import { nameReasons, type NamedReason } from "./named-reasons";

/** What the newest plan of its site gives a session. */
export interface SessionPlan {
  readonly plannedAt: Temporal.Instant;
  /** When the first slot begins. */
  readonly startsAt: Temporal.Instant;
  readonly slotMinutes: number;
  /** W in each slot. */
  readonly powerW: readonly number[];
  /** Wh still wanted when planned, and of them what will be missing at the departure. */
  readonly neededWh: number;
  readonly shortfallWh: number;
  readonly reasons: readonly NamedReason[];
  readonly costMicro: typeof sitePlanSessions.$inferSelect.costMicro;
  readonly carbonG: typeof sitePlanSessions.$inferSelect.carbonG;
  readonly outcome: "feasible" | "excess";
  readonly control: "steered" | "unconfirmed" | "fixed";
}

/** The newest plan that a session had a part in; null: it never had. Whose session it is, is the caller's to know. */
export async function latestSessionPlan(
  ctx: Ctx,
  sessionId: Id<"session">,
): Promise<SessionPlan | null> {
  const [row] = await ctx.db
    .select({ plan: sitePlans, session: sitePlanSessions })
    .from(sitePlanSessions)
    .innerJoin(
      sitePlans,
      and(
        eq(sitePlans.tenantId, sitePlanSessions.tenantId),
        eq(sitePlans.id, sitePlanSessions.planId),
      ),
    )
    .where(
      and(eq(sitePlanSessions.tenantId, ctx.tenantId), eq(sitePlanSessions.sessionId, sessionId)),
    )
    .orderBy(desc(sitePlans.plannedAt), desc(sitePlans.id))
    .limit(1);
  if (!row) return null;
  const { plan, session } = row;
  return {
    plannedAt: plan.plannedAt,
    startsAt: plan.startsAt,
    slotMinutes: plan.slotMinutes,
    powerW: session.powerW,
    neededWh: session.neededWh,
    shortfallWh: session.shortfallWh,
    reasons: await nameReasons(ctx, session.reasons),
    costMicro: session.costMicro,
    carbonG: session.carbonG,
    outcome: plan.outcome,
    control: session.control,
  };
}
