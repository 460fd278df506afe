import { and, desc, eq, sql } from "drizzle-orm";
import { asId, type Id, isId } from "@/core/ids";
import { micro } from "@/core/money/quantity";
import { type MeterPoint, powerCurve, type PowerStretch } from "@/core/session-watch/power-curve";
import { sessionCurve } from "@/core/rating/segment-session";
import { decodeSession } from "@/core/roaming/json";
import type { Session } from "@/core/roaming/session";
import { locations } from "@/db/schema/locations";
import { sessionReadings, sessions } from "@/db/schema/sessions";
import { withOwnToken } from "@/services/accounts/own-tokens";
import type { Ctx } from "@/services/context";
import { requireDriverUse } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { type CapView, readCap } from "@/services/session-watch/read-cap";
import { type LeavingPlan, readRunningPrice, type RunningPrice } from "./read-running-price";
import { readWanted } from "./read-wanted";

/** How long the driver is taken to stay where he has said nothing: less at a fast charger. */
const USUAL = { minutes: 60 } as const;
const USUAL_FAST = { minutes: 20 } as const;
const FAST = micro("43");
/** A whole night of readings, each quarter of a minute. */
const MOST_READINGS = 2_000;

/** A running session's cost and what comes next. */
export interface LiveChargeView {
  /** Whether it runs still; nothing else counts once it does not. */
  readonly isRunning: boolean;
  /** What time it is: what counts down counts from here. */
  readonly now: Temporal.Instant;
  readonly updatedAt: Temporal.Instant;
  /** When the operator was last heard, by our clock. */
  readonly heardAt: Temporal.Instant;
  readonly startedAt: Temporal.Instant;
  readonly timeZone: string | null;
  /** The departure that the projection is for, and whose word it is. */
  readonly leaveAt: Temporal.Instant;
  readonly leaving: "asked" | "wished" | "assumed";
  /** Null where the price can't be known yet. */
  readonly live: RunningPrice | null;
  readonly power: readonly PowerStretch[];
  readonly cap: CapView;
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
  const row = await selectOwn(ctx, { id, driverId });
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such session.");
  const core = decodeSession(row.core);
  const { timeZone, country, partnerId } = row;
  const isFast = (sessionCurve(core)?.power?.kw ?? 0n) > FAST;
  const assumed = ctx.clock.now().add(isFast ? USUAL_FAST : USUAL);
  const plan = await readLeaving(ctx, row, { asked: leaveAt, assumed });
  const running = { driverId, partnerId, core, timeZone, country };
  const [live, power] = await Promise.all([
    readRunningPrice(ctx, running, plan),
    readPower(ctx, row, core),
  ]);
  const currency = live?.soFar.total.currency ?? row.currency;
  return {
    isRunning: row.status === "ACTIVE",
    now: ctx.clock.now(),
    updatedAt: core.lastUpdated,
    heardAt: row.receivedAt,
    startedAt: row.startedAt,
    timeZone,
    leaveAt: plan.leaveAt,
    leaving: plan.leaving,
    live,
    power,
    cap: await readCap(ctx, { ...row, driverId, currency }),
  };
}

async function selectOwn(
  ctx: Ctx,
  { id, driverId }: { readonly id: string; readonly driverId: Id<"driver"> },
) {
  const [row] = isId(id)
    ? await ctx.db
        .select({
          id: sessions.id,
          partnerId: sessions.partnerId,
          tokenId: sessions.tokenId,
          currency: sessions.currency,
          status: sessions.status,
          receivedAt: sessions.receivedAt,
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
  return row ?? null;
}

async function readPower(
  ctx: Ctx,
  { id, startedAt }: { readonly id: Id<"session">; readonly startedAt: Temporal.Instant },
  core: Session,
): Promise<PowerStretch[]> {
  const { at, energyMicroKwh, powerW } = sessionReadings;
  const readings = await ctx.db
    .select({ at, energyMicroKwh, powerW })
    .from(sessionReadings)
    .where(and(eq(sessionReadings.tenantId, ctx.tenantId), eq(sessionReadings.sessionId, id)))
    .orderBy(desc(at))
    .limit(MOST_READINGS);
  return powerCurve(startedAt, [...readings, ...periodPoints(core)]);
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
  const { wanted, departureAt: departure } = await readWanted(ctx, { id, startedAt });
  const now = ctx.clock.now();
  if (asked) return { leaveAt: asked, leaving: "asked", wanted };
  if (departure && Temporal.Instant.compare(departure, now) > 0)
    return { leaveAt: departure, leaving: "wished", wanted };
  return { leaveAt: assumed, leaving: "assumed", wanted };
}

/** What the operator's periods tell of the time before we first heard of the session. */
function periodPoints(core: Session): MeterPoint[] {
  const samples = sessionCurve(core)?.curve.energy ?? [];
  return samples.map(({ at, energy }) => ({ at, energyMicroKwh: energy, powerW: null }));
}
