import type { ChargingProfile } from "@/core/smart-charging/charging-profile";
import type { SiteProblem } from "@/core/smart-charging/site-plan/site-problem";
import { controlOf, frameProblem } from "./frame-problem";
import { profileOf, validSlots } from "./plan-profile";
import { asWritten, rateBaseOf, rateUnitOf } from "./profile-rate";
import { powerOf } from "./session-power";
import { doesFollow } from "./shown-power";
import { isOver, openLoads, type SiteLoads } from "./site-loads";
import type { SiteState, StateSession } from "./site-state";
import { leastFollowed, mayDraw, toldLast } from "./told-power";
import { isWorthSending } from "./worth-sending";

/** A profile to be sent. */
export interface ProfileToSend {
  readonly sessionId: string;
  readonly profile: ChargingProfile;
}

/** A session with what it may draw now and what it is to draw, W by slot. */
interface Candidate {
  readonly index: number;
  readonly session: StateSession;
  readonly may: readonly number[];
  readonly wanted: readonly number[];
}

/**
 * The profiles that bring a site's stations to its plan without ever letting them exceed a limit together, whatever
 * becomes of the messages.
 *
 * A station may draw what it confirmed last and whatever it was sent since (`mayDraw`). To send a profile can only add
 * to that. So each slot of each profile is held to what its station may draw already, or to what is left of every limit
 * above it when all stations draw what they may: a decrease goes out as it is, an increase only into room that is there
 * now, and the room that others are to make is used once they have confirmed (their confirmation has the site planned
 * again). Where what all may draw is over a limit already, as after an arrival, nobody is told more than the least that
 * he may be following, and for later on nothing that does not fit in with what the others may draw: no two stations hold
 * profiles that would exceed a limit together should no message reach them any more. Those that only go down come first, then those served first. `powerW`: the plan of each session, by its id.
 */
export function chooseProfiles(
  state: SiteState,
  problem: SiteProblem,
  powerW: ReadonlyMap<string, readonly number[]>,
): readonly ProfileToSend[] {
  const { loads, mays } = loadsThatMayBe(state, problem);
  const candidates = state.sessions.map((session, index) => {
    const wanted = wantedOf(state, session, powerW.get(session.id));
    return { index, session, may: mays[index]!, wanted };
  });
  const told = candidates.filter(({ session }) => session.hindrance === null);
  const sent: ProfileToSend[] = [];
  for (const candidate of told.toSorted(byTurn(problem))) {
    const { session, may } = candidate;
    const written = intoRoom(state, candidate, loads);
    const isNeeded = breaksLimit(state, candidate, { written, loads });
    if (
      !isWorthSending(state, session, { written, may, told: toldLast(state, session), isNeeded })
    ) {
      continue;
    }
    for (const [slot, watts] of written.entries()) {
      loads.add(candidate.index, slot, Math.max(0, watts - (may[slot] ?? 0)));
    }
    sent.push({ sessionId: session.id, profile: profileOf(state, session, written) });
  }
  return sent;
}

/** The sessions below a limit that all stations may exceed soon: to tell them less may be needed. By their ids. */
export function overLimitSoon(state: SiteState): ReadonlySet<string> {
  const { loads, mays } = loadsThatMayBe(state, frameProblem(state));
  const isOverSoon = (may: readonly number[], index: number) =>
    may
      .slice(0, slotsSoon(state))
      .some((watts, slot) => watts > 0 && isOver(loads.leftW(index, slot)));
  const over = state.sessions.filter((_, index) => isOverSoon(mays[index]!, index));
  return new Set(over.map(({ id }) => id));
}

/** The site's loads when all stations draw what they may, and what that is for each, W by slot. */
function loadsThatMayBe(state: SiteState, problem: SiteProblem) {
  const loads = openLoads(problem);
  const mays = state.sessions.map((session) => mayBeDrawn(state, session));
  for (const [index, may] of mays.entries()) {
    for (const [slot, watts] of may.entries()) loads.add(index, slot, watts);
  }
  return { loads, mays };
}

/**
 * What a session may draw in each slot: by what it was told, where its station follows that; what it counts at where it
 * can't be told anything. Never more than that: it is also what a profile may say without asking for room.
 */
function mayBeDrawn(state: SiteState, session: StateSession): readonly number[] {
  const told = mayDraw(state, session);
  if (!doesFollow(state, session)) return told.map(() => session.plug.maxW);
  const { control, countsW } = controlOf({ ...state, isSteered: true }, session);
  return control === "fixed" ? told.map(() => countsW) : told;
}

/** The plan as its profile would say it: written, and at the safe limit once that begins. */
function wantedOf(
  state: SiteState,
  session: StateSession,
  powerW: readonly number[] = [],
): readonly number[] {
  const valid = validSlots(state);
  const unit = rateUnitOf(state, session);
  const base = rateBaseOf(state, session);
  return Array.from({ length: state.span.slots }, (_, slot) =>
    asWritten(slot < valid ? (powerW[slot] ?? 0) : state.safeW, unit, base),
  );
}

/** Whoever goes nowhere up comes first, then by priority, then as the sessions stand. */
function byTurn(problem: SiteProblem): (a: Candidate, b: Candidate) => number {
  const rises = ({ may, wanted }: Candidate) =>
    wanted.some((watts, slot) => watts > (may[slot] ?? 0)) ? 1 : 0;
  const priority = ({ index }: Candidate) => problem.sessions[index]?.priority ?? 0;
  return (a, b) => rises(a) - rises(b) || priority(b) - priority(a) || a.index - b.index;
}

/** The powers that can be sent now: at most what may be drawn already, or into room that there is. */
function intoRoom(
  state: SiteState,
  { index, session, may, wanted }: Candidate,
  loads: SiteLoads,
): readonly number[] {
  const { minW } = powerOf(state, session);
  const unit = rateUnitOf(state, session);
  const base = rateBaseOf(state, session);
  const least = leastFollowed(state, session);
  const kept = (watts: number) => {
    const most = asWritten(watts, unit, base);
    return most < minW ? 0 : most;
  };
  const soon = slotsSoon(state);
  return wanted.map((watts, slot) => {
    const now = may[slot] ?? 0;
    const left = loads.leftW(index, slot);
    if (!isOver(left)) {
      return watts <= now ? watts : kept(Math.min(watts, now + Math.max(0, left)));
    }
    // Not even what it may draw is sure to be what it draws; and later on what it is told must fit in with the others.
    const fitting = slot < soon ? Infinity : Math.max(0, left + now);
    return kept(Math.min(watts, least[slot] ?? 0, fitting));
  });
}

/** Whether a limit soon is exceeded by what stations may draw, and this one going down helps. */
function breaksLimit(
  state: SiteState,
  { index, may }: Candidate,
  { written, loads }: { written: readonly number[]; loads: SiteLoads },
): boolean {
  return written
    .slice(0, slotsSoon(state))
    .some((watts, slot) => watts < (may[slot] ?? 0) && isOver(loads.leftW(index, slot)));
}

/** Limits that are exceeded within this time are looked after now. */
const SOON_MINUTES = 15;

function slotsSoon({ span }: SiteState): number {
  return Math.ceil(SOON_MINUTES / span.slotMinutes) + 1;
}
