import type { ProblemSession, SiteProblem } from "@/core/smart-charging/site-plan/site-problem";
import { slotStart } from "@/core/smart-charging/slot-span";
import { drawsNow, drewLately } from "./power-samples";
import { rateUnitOf, rateBaseOf, asWritten } from "./profile-rate";
import { powerOf } from "./session-power";
import { doesFollow, plannedMaxW } from "./shown-power";
import type { SiteState, StateSession } from "./site-state";
import { mayDraw, toldLast } from "./told-power";
import { serviceOf, stayOf, wantedWh } from "./wanted-energy";

/** How long a station has to answer before a session counts at the larger of what it does and what it was told. */
export const PATIENCE_S = 30;

/** What a session counts as, and at which power unless it is steered. */
export type Control = Pick<ProblemSession, "control" | "countsW">;

/**
 * What may be planned for a session. Its power is ours to plan once its station has confirmed a profile, follows it,
 * and left no newer one without an answer for long. One whose station confirmed nothing, or does not follow, counts at
 * all that its connector gives; one whose newest profile was refused or not answered, at the larger of both; one that
 * can't be told anything, at the most that it drew lately. At a site that is only watched all that could be steered is
 * planned as if it were.
 */
export function controlOf(state: SiteState, session: StateSession): Control {
  const { steering, plug, hindrance } = session;
  const { confirmed, unanswered, newest } = steering;
  if (hindrance !== null && confirmed === null && unanswered.length === 0) {
    const drew = drewLately(session, state.at);
    // Two readings close together may show more than any connector gives: energy that was told late.
    return { control: "fixed", countsW: Math.min(drew ?? plug.maxW, plug.maxW) };
  }
  if (!state.isSteered && hindrance === null) return { control: "steered", countsW: plug.maxW };
  if (confirmed === null || !doesFollow(state, session)) {
    return { control: "unconfirmed", countsW: plug.maxW };
  }
  const countsW = Math.max(...mayDraw(state, session));
  const isLate =
    newest?.stands === "under-way" &&
    Temporal.Instant.compare(newest.since.add({ seconds: PATIENCE_S }), state.at) <= 0;
  const isSteered = hindrance === null && !isLate && newest?.stands !== "not-done";
  return { control: isSteered ? "steered" : "unconfirmed", countsW };
}

/**
 * A site's state as the planner's problem. The first slot has begun: what a session drew in it so far is added to what
 * it wants, as the plan gives it that slot whole. `hoped`: as it will be once each station that can be told confirms,
 * to find what to tell those that have not.
 */
export function frameProblem(state: SiteState, view: "counted" | "hoped" = "counted"): SiteProblem {
  const { span, voltage, nodes, price, carbon } = state;
  return {
    slots: span.slots,
    slotMinutes: span.slotMinutes,
    voltage,
    nodes,
    sessions: state.sessions.map((session) => frameSession(state, session, view)),
    price,
    carbon,
  };
}

function frameSession(
  state: SiteState,
  session: StateSession,
  view: "counted" | "hoped",
): ProblemSession {
  const { span, at } = state;
  const counted = controlOf(state, session);
  const isHoped = view === "hoped" && session.hindrance === null;
  const control: Control = isHoped ? { ...counted, control: "steered" } : counted;
  const isSteered = control.control === "steered";
  const { minW, phases } = powerOf(state, session);
  const unit = rateUnitOf(state, session);
  const base = rateBaseOf(state, session);
  const { departureAt, isKnown } = stayOf(state, session);
  const elapsedH = hours(slotStart(span, 0), at);
  const drawn = (drawsNow(session, at) ?? 0) * elapsedH;
  return {
    id: session.id,
    nodeId: session.nodeId,
    arrivalSlot: 0,
    departureSlot: slotOf(state, departureAt),
    isDepartureKnown: isKnown,
    needWh: Math.round(wantedWh(state, session) + drawn),
    givenWh: Math.max(0, Math.round(session.deliveredWh - drawn)),
    maxW: isSteered ? asWritten(plannedMaxW(state, session), unit, base) : session.plug.maxW,
    minW: isSteered ? minW : 0,
    ...serviceOf(state, session),
    phases: isSteered ? phases : session.plug.phases,
    firstPhase: phases === session.plug.phases ? session.plug.firstPhase : null,
    ...control,
    lastW: toldLast(state, session)?.[0] ?? null,
  };
}

/** The first slot that a car is no longer there for: whole slots only, at least one, at most all. */
function slotOf({ span }: SiteState, departureAt: Temporal.Instant): number {
  const slots = Math.floor((hours(span.startsAt, departureAt) * 60) / span.slotMinutes);
  return Math.min(Math.max(slots, 1), span.slots);
}

function hours(from: Temporal.Instant, to: Temporal.Instant): number {
  return Math.max(0, to.epochMilliseconds - from.epochMilliseconds) / 3_600_000;
}
