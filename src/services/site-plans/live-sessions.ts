import { and, eq, inArray, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { ProfileType } from "@/core/smart-charging/charging-preferences";
import type { LiveLoad } from "@/core/smart-charging/site/live-load";
import { doesFollow } from "@/core/smart-charging/site-state/shown-power";
import type { SiteState, StateSession } from "@/core/smart-charging/site-state/site-state";
import { toldLast } from "@/core/smart-charging/site-state/told-power";
import { serviceOf, stayOf, wantedWh } from "@/core/smart-charging/site-state/wanted-energy";
import { chargingRequests, type ChargingRequestState } from "@/db/schema/charging";
import { sitePlanSessions, type sitePlans } from "@/db/schema/site-plans";
import type { Ctx } from "@/services/context";
import { nameReasons, type NamedReason } from "./named-reasons";
import type { SiteSnapshot } from "./site-snapshot";

/**
 * How a session's station stands to what it was told. none: nothing was told. waiting: not sent yet. too-often: the CPO
 * wants to be left in peace. confirmed: the station said yes; followed: its meter shows it; not-followed: it draws more.
 */
export type ProfileStanding =
  | "none"
  | "waiting"
  | "too-often"
  | "sent"
  | "accepted"
  | "confirmed"
  | "followed"
  | "not-followed"
  | "refused"
  | "no-answer";

/** A session that charges, as the live page shows it. W, Wh, and milliseconds since the epoch. */
export interface LiveSession {
  readonly id: string;
  readonly place: string;
  readonly evseUid: string;
  /** Another eMSP's driver, whom we only steer. */
  readonly isForeign: boolean;
  readonly since: number;
  readonly leavesAt: number;
  readonly isLeavingKnown: boolean;
  readonly style: ProfileType;
  readonly isBoosted: boolean;
  readonly hasGoal: boolean;
  readonly deliveredWh: number;
  readonly wantedWh: number;
  readonly powerW: number | null;
  /** meter: it was read. profile, maximum: assumed. */
  readonly powerSource: "meter" | "profile" | "maximum" | null;
  /** Of the newest plan, for this moment; null: it has no part in it. */
  readonly plannedW: number | null;
  readonly shortfallWh: number;
  readonly reason: NamedReason | null;
  readonly standing: ProfileStanding;
  /** W that its station was told last for now; null: nothing. */
  readonly toldW: number | null;
  readonly hindrance: string | null;
  /** 10⁻⁶ of the currency saved against charging at once; null: no prices. */
  readonly savedMicro: { readonly micro: bigint; readonly currency: string } | null;
}

type Sources = {
  readonly snapshot: SiteSnapshot;
  readonly plan: typeof sitePlans.$inferSelect | null;
  readonly load: LiveLoad;
};

/** The sessions that charge at a site now, with what is planned for them and what their stations say. */
export async function readLiveSessions(
  ctx: Ctx,
  { snapshot, plan, load }: Sources,
): Promise<readonly LiveSession[]> {
  const { state, sessions } = snapshot;
  const ids = sessions.map(({ row }) => row.id);
  if (ids.length === 0) return [];
  const [wishes, given] = await Promise.all([readWishes(ctx, ids), readGiven(ctx, plan)]);
  const slot = plan ? slotNow(plan, state.at) : -1;
  const found: LiveSession[] = [];
  for (const [index, { row, node }] of sessions.entries()) {
    const session = state.sessions[index]!;
    const part = given.get(row.id);
    const reason = part?.reasons.find(({ from, to }) => from <= slot && slot < to);
    const power = load.sessions.find(({ sessionId }) => sessionId === row.id);
    const stay = stayOf(state, session);
    const told = toldLast(state, session)?.[0];
    found.push({
      id: row.id,
      place: node.name,
      evseUid: row.evseUid,
      isForeign: row.purpose === "steering",
      since: row.startedAt.epochMilliseconds,
      leavesAt: stay.departureAt.epochMilliseconds,
      isLeavingKnown: stay.isKnown,
      style: serviceOf(state, session).style,
      isBoosted: serviceOf(state, session).priority > 1,
      hasGoal: session.goal !== null,
      deliveredWh: session.deliveredWh,
      wantedWh: wantedWh(state, session),
      powerW: power?.powerW ?? null,
      powerSource: power?.source ?? null,
      plannedW: part?.powerW[slot] ?? null,
      shortfallWh: part?.shortfallWh ?? 0,
      reason: reason ? ((await nameReasons(ctx, [reason]))[0] ?? null) : null,
      standing: standingOf(state, session, wishes.get(row.id)),
      toldW: told ?? null,
      hindrance: session.hindrance,
      savedMicro: savedOf(part?.costMicro ?? null),
    });
  }
  return found;
}

function slotNow(
  { startsAt, slotMinutes }: { readonly startsAt: Temporal.Instant; readonly slotMinutes: number },
  at: Temporal.Instant,
): number {
  return Math.floor((at.epochMilliseconds - startsAt.epochMilliseconds) / (slotMinutes * 60_000));
}

interface NewestWish {
  readonly state: ChargingRequestState;
  readonly kind: string;
  readonly syncResult: string | null;
}

async function readWishes(
  ctx: Ctx,
  ids: readonly Id<"session">[],
): Promise<ReadonlyMap<string, NewestWish>> {
  const { sessionId, state, kind, syncResult } = chargingRequests;
  const rows = await ctx.db
    .selectDistinctOn([sessionId], { sessionId, state, kind, syncResult })
    .from(chargingRequests)
    .where(
      and(
        eq(chargingRequests.tenantId, ctx.tenantId),
        inArray(sessionId, [...ids]),
        inArray(kind, ["SET_PROFILE", "CLEAR_PROFILE"]),
        sql`${state} <> 'superseded'`,
      ),
    )
    .orderBy(sessionId, sql`${chargingRequests.createdAt} desc, ${chargingRequests.id} desc`);
  return new Map(rows.map((row) => [row.sessionId as string, row]));
}

function standingOf(
  state: SiteState,
  session: StateSession,
  wish: NewestWish | undefined,
): ProfileStanding {
  if (!wish || (wish.kind === "CLEAR_PROFILE" && wish.state === "confirmed")) return "none";
  switch (wish.state) {
    case "created":
      return wish.syncResult === "TOO_OFTEN" ? "too-often" : "waiting";
    case "sent":
    case "accepted":
    case "refused":
      return wish.state;
    case "failed":
    case "timeout":
    case "superseded":
      return "no-answer";
    case "confirmed":
      if (!doesFollow(state, session)) return "not-followed";
      return isSeen(session) ? "followed" : "confirmed";
  }
}

/** Whether its meter was read since the station confirmed. */
function isSeen({ samples, steering: { confirmed } }: StateSession): boolean {
  return samples.some(({ from }) => confirmed && Temporal.Instant.compare(from, confirmed.at) >= 0);
}

async function readGiven(ctx: Ctx, plan: Sources["plan"]) {
  const rows = plan
    ? await ctx.db
        .select()
        .from(sitePlanSessions)
        .where(
          and(eq(sitePlanSessions.tenantId, ctx.tenantId), eq(sitePlanSessions.planId, plan.id)),
        )
    : [];
  return new Map(rows.map((row) => [row.sessionId as string, row]));
}

function savedOf(cost: typeof sitePlanSessions.$inferSelect.costMicro): LiveSession["savedMicro"] {
  return cost && { micro: BigInt(cost.atOnce) - BigInt(cost.plan), currency: cost.currency };
}
