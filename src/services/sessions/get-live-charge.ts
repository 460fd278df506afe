import { and, eq, sql } from "drizzle-orm";
import { asId, isId } from "@/core/ids";
import { micro } from "@/core/money/quantity";
import type { LiveCharge } from "@/core/rating/project-charge";
import { sessionCurve } from "@/core/rating/segment-session";
import { decodeSession } from "@/core/roaming/json";
import { locations } from "@/db/schema/locations";
import { sessions } from "@/db/schema/sessions";
import { findGoal } from "@/services/charging-goals/goal-row";
import { withOwnToken } from "@/services/accounts/own-tokens";
import type { Ctx } from "@/services/context";
import { requireDriverUse } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { type LeavingPlan, readRunningPrice } from "./read-running-price";

/** How long the driver is taken to stay where he has said nothing: less at a fast charger. */
const USUAL = { minutes: 60 } as const;
const USUAL_FAST = { minutes: 20 } as const;
const FAST = micro("43");

/** A running session's cost and what comes next. */
export interface LiveChargeView {
  /** Whether it runs still; nothing else counts once it does not. */
  readonly isRunning: boolean;
  readonly updatedAt: Temporal.Instant;
  readonly timeZone: string | null;
  /** The departure that the projection is for, and whose word it is. */
  readonly leaveAt: Temporal.Instant;
  readonly leaving: "asked" | "wished" | "assumed";
  /** Null where the price can't be known yet. */
  readonly live: LiveCharge | null;
}

/**
 * What one of the acting driver's running sessions costs so far and comes to if he leaves at `leaveAt`; if
 * absent, when he told the operator, else after a while.
 * @throws ServiceError NOT_FOUND for what is not there or another driver's, FORBIDDEN without a driver's account.
 */
export async function getLiveCharge(
  ctx: Ctx,
  id: string,
  leaveAt?: Temporal.Instant,
): Promise<LiveChargeView> {
  const { driverId } = requireDriverUse(ctx);
  const [row] = isId(id)
    ? await ctx.db
        .select({
          id: sessions.id,
          partnerId: sessions.partnerId,
          status: sessions.status,
          core: sessions.core,
          startedAt: sessions.startedAt,
          timeZone: locations.timeZone,
          country: locations.country,
        })
        .from(sessions)
        .leftJoin(
          locations,
          and(
            eq(locations.tenantId, sessions.tenantId),
            eq(locations.partnerId, sessions.partnerId),
            sql`${locations.ocpiIdUpper} = upper(${sessions.locationOcpiId})`,
          ),
        )
        .where(
          and(
            eq(sessions.tenantId, ctx.tenantId),
            eq(sessions.id, asId<"session">(id)),
            eq(sessions.driverId, driverId),
            withOwnToken(ctx, { tokenId: sessions.tokenId, at: sessions.startedAt }),
          ),
        )
    : [];
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such session.");
  const core = decodeSession(row.core);
  const { timeZone, country, partnerId } = row;
  const isFast = (sessionCurve(core)?.power?.kw ?? 0n) > FAST;
  const assumed = ctx.clock.now().add(isFast ? USUAL_FAST : USUAL);
  const plan = await readLeaving(ctx, row, { asked: leaveAt, assumed });
  const running = { driverId, partnerId, core, timeZone, country };
  return {
    isRunning: row.status === "ACTIVE",
    updatedAt: core.lastUpdated,
    timeZone,
    leaveAt: plan.leaveAt,
    leaving: plan.leaving,
    live: await readRunningPrice(ctx, running, plan),
  };
}

type Leaving = LeavingPlan & {
  readonly leaveAt: Temporal.Instant;
  readonly leaving: LiveChargeView["leaving"];
};

/** By the driver's word, else by what is wanted of the session, if that is still to come. */
async function readLeaving(
  ctx: Ctx,
  { id, startedAt }: Pick<typeof sessions.$inferSelect, "id" | "startedAt">,
  { asked, assumed }: { asked: Temporal.Instant | undefined; assumed: Temporal.Instant },
): Promise<Leaving> {
  const goal = await findGoal(ctx, id);
  const energy = goal?.energyMicroKwh ?? null;
  const wanted = energy === null ? null : { energy, since: startedAt };
  const departure = goal?.departureAt;
  const now = ctx.clock.now();
  if (asked) return { leaveAt: asked, leaving: "asked", wanted };
  if (departure && Temporal.Instant.compare(departure, now) > 0)
    return { leaveAt: departure, leaving: "wished", wanted };
  return { leaveAt: assumed, leaving: "assumed", wanted };
}
