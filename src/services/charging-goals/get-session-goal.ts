import { and, eq } from "drizzle-orm";
import type { Money } from "@/core/money/money";
import { type ChargingGoal, type SaidNeed } from "@/core/smart-charging/charging-goal";
import type { ProfileType } from "@/core/smart-charging/charging-preferences";
import { chooseWay, type PreferencesRefusal } from "@/core/smart-charging/goal-way";
import type { ChargingRequestKind, ChargingRequestState } from "@/db/schema/charging";
import { chargingRoutines } from "@/db/schema/vehicles";
import { findActiveProfile, type KnownProfile } from "@/services/charging/wish-view";
import type { Ctx } from "@/services/context";
import { requireDriverUse } from "@/services/require-role";
import {
  latestSessionPlan,
  type SessionPlan as SitePlanOfSession,
} from "@/services/site-plans/latest-session-plan";
import type { NamedReason } from "@/services/site-plans/named-reasons";
import type { Vehicle } from "@/services/vehicles/vehicle-row";
import { boostEnd, findGoal, goalOf, type GoalRow, goalSince } from "./goal-row";
import { type PlannedWay, planWay } from "./preview-goal";
import { readRunningCharge, type RunningCharge } from "./read-running-charge";
import { readWays, type SessionWays } from "./read-ways";
import { carOf } from "./set-goal";

/** What was asked of the operator for a goal, and what became of it. */
export interface AskedOfOperator {
  readonly kind: ChargingRequestKind;
  readonly state: ChargingRequestState;
  readonly syncResult: string | null;
  readonly asyncResult: string | null;
  /** When it last moved. */
  readonly at: Temporal.Instant;
}

/** What is wanted of a running session, and how it is brought about. */
export interface SessionGoal extends PlannedWay {
  readonly isRunning: boolean;
  readonly timeZone: string;
  /** Null where nobody said anything: it charges as fast as can be. */
  readonly said: {
    readonly goal: ChargingGoal;
    readonly need: SaidNeed;
    /** 10⁻⁶ kWh still missing; null: as much as goes in. */
    readonly missing: bigint | null;
    readonly vehicleId: string | null;
    readonly source: GoalRow["source"];
    /** The routine that said it; null: nobody's, or it is gone. */
    readonly routine: string | null;
    /** The worker has it before it: nothing was asked yet. */
    readonly isPending: boolean;
    /** When the boost that is in force ends by itself; null: none is. */
    readonly boostEndsAt: Temporal.Instant | null;
  } | null;
  readonly asked: AskedOfOperator | null;
  /** Why the site's plan gives it the power that it has now; null: no such plan, or no reason said. */
  readonly reason: NamedReason | null;
  readonly refused: PreferencesRefusal | null;
  /** Why charging preferences and profiles can't be sent; null: they can. */
  readonly hindrance: { readonly preferences: string | null; readonly profile: string | null };
  /** The styles that the operator has a price for, so far as we know its prices. */
  readonly styles: readonly ProfileType[];
  readonly known: KnownProfile | null;
  readonly cars: readonly Vehicle[];
  /** What a boost (or the end of one) makes of the cost; null where either is not known. */
  readonly boost: { readonly now: Money; readonly turned: Money } | null;
}

const NOTHING: ChargingGoal = {
  style: "REGULAR",
  departureAt: null,
  energy: null,
  dischargeAllowed: false,
  isBoosted: false,
};

/**
 * The goal of one of the acting driver's sessions, the way that it goes, and what that comes to.
 * @throws ServiceError NOT_FOUND for what is not there or another driver's, FORBIDDEN without a driver's account.
 */
export async function getSessionGoal(ctx: Ctx, sessionId: string): Promise<SessionGoal> {
  const charge = await readRunningCharge(ctx, sessionId, requireDriverUse(ctx).driverId);
  const { session, cars, timeZone } = charge;
  const row = await findGoal(ctx, session.id);
  const at = ctx.clock.now();
  const goal = row ? goalOf(at, row) : NOTHING;
  const since = row ? goalSince(row, at) : session.startedAt;
  const ways = await readWays(ctx, session, { goal, since });
  const chosen = chooseWay(ways.facts);
  const car = carOf(charge, row?.vehicleId ?? null);
  const isRunning = session.status === "ACTIVE";
  const given = chosen.by === "site" ? await latestSessionPlan(ctx, session.id) : null;
  const site = given && { ...given, startsMs: given.startsAt.epochMilliseconds };
  const [planned, other, routine, known] = await Promise.all([
    planWay(ctx, charge, { goal, car, chosen, site }),
    planWay(ctx, charge, { goal: { ...goal, isBoosted: !goal.isBoosted }, car, chosen }),
    row?.routineId ? findRoutineName(ctx, row.routineId) : null,
    findActiveProfile(ctx, session.id),
  ]);
  const [now, turned] = [planned.plan?.preview.figures.cost, other.plan?.preview.figures.cost];
  return {
    ...planned,
    isRunning,
    timeZone,
    said: row && {
      goal,
      need: row.said ?? { kind: row.energyMicroKwh === null ? "all" : "energy" },
      missing: missingOf(row, charge),
      vehicleId: row.vehicleId,
      source: row.source,
      routine,
      isPending: row.source === "routine" && row.way === "none" && row.dueAt !== null,
      boostEndsAt: boostEnd(row, at),
    },
    asked: askedOf(ways, chosen.by),
    reason: given && reasonNow(given, ctx.clock.now()),
    refused: ways.facts.preferences.refused,
    hindrance: {
      preferences: ways.facts.preferences.hindrance,
      profile: ways.facts.profile.hindrance,
    },
    styles: ways.styles,
    known,
    cars,
    boost: now && turned ? { now, turned } : null,
  };
}

function missingOf({ energyMicroKwh }: GoalRow, { session }: RunningCharge): bigint | null {
  if (energyMicroKwh === null) return null;
  const missing = energyMicroKwh - session.energyMicroKwh;
  return missing > 0n ? missing : 0n;
}

/** What stands for the way: the newest that was asked on it. What was asked on a way that is closed tells why. */
function askedOf(ways: SessionWays, by: "site" | "operator" | "session" | null) {
  const { preferences, profile } = ways;
  const request =
    by === "operator" ? preferences : by === null ? (profile ?? preferences) : profile;
  if (!request) return null;
  const { kind, state, syncResult, asyncResult, endedAt, sentAt, createdAt } = request;
  return { kind, state, syncResult, asyncResult, at: endedAt ?? sentAt ?? createdAt };
}

function reasonNow(plan: SitePlanOfSession, now: Temporal.Instant): NamedReason | null {
  const passedMs = now.epochMilliseconds - plan.startsAt.epochMilliseconds;
  const slot = Math.floor(passedMs / (plan.slotMinutes * 60_000));
  return plan.reasons.find(({ from, to }) => from <= slot && slot < to) ?? null;
}

async function findRoutineName(
  ctx: Ctx,
  id: NonNullable<GoalRow["routineId"]>,
): Promise<string | null> {
  const [row] = await ctx.db
    .select({ name: chargingRoutines.name })
    .from(chargingRoutines)
    .where(and(eq(chargingRoutines.tenantId, ctx.tenantId), eq(chargingRoutines.id, id)));
  return row?.name ?? null;
}
