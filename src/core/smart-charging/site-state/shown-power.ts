import { rateBaseOf, rateUnitOf } from "./profile-rate";
import { carAt, powerOf } from "./session-power";
import type { PowerSample, SiteState, StateSession, ToldProfile } from "./site-state";
import { allowedWithin } from "./told-power";

/** So far below what it may draw, W and share, a car does not use what it has. */
const UNUSED_W = 600;
const UNUSED_SHARE = 0.06;
/** It has to show so for this long, so that a ramp is no limit. */
const SHOWN_MS = 5 * 60_000;
/** What a car showed counts for this long, also while it is paused. */
const KEPT_MS = 60 * 60_000;
/** Room above what it showed, W and share, in which it can show that it takes more. */
const ROOM_W = 1_000;
const ROOM_SHARE = 0.1;
/** So far above what it was told, W and share, a station does not follow. */
const OVER_W = 300;
const OVER_SHARE = 0.05;
/** A station has this long to come down. */
const COMING_DOWN = { seconds: 60 } as const;

/** What a station had confirmed that it allows while a sample was taken, W; null: nothing yet when it began. */
function beside(state: SiteState, session: StateSession, sample: PowerSample) {
  const { confirmed, past, unanswered } = session.steering;
  const done = confirmed ? [...past, confirmed] : past;
  const isBy =
    (at: Temporal.Instant) =>
    ({ at: told }: ToldProfile) =>
      Temporal.Instant.compare(told, at) <= 0;
  const first = done.findLastIndex(isBy(sample.from));
  if (first < 0) return null;
  const held = done.slice(first).filter(isBy(sample.to));
  const base = rateBaseOf(state, session);
  const within = (one: ToldProfile) => allowedWithin(one, sample, base);
  const most = session.plug.maxW;
  return {
    least: Math.min(most, ...held.map((one) => within(one).least)),
    most: Math.min(most, Math.max(...[...held, ...unanswered].map((one) => within(one).most))),
  };
}

/**
 * W that a car has shown as its own limit: for some minutes it drew clearly less than its station had confirmed that
 * it may, as one does that is nearly full. Null while it uses what it has, or nothing was seen.
 */
function shownLimitW(state: SiteState, session: StateSession): number | null {
  const { minW } = powerOf(state, session);
  const oldest = state.at.epochMilliseconds - KEPT_MS;
  let shown: number | null = null;
  let shownMs = 0;
  for (const sample of session.samples.toReversed()) {
    if (sample.to.epochMilliseconds < oldest) break;
    const allowed = beside(state, session, sample);
    if (allowed === null) break;
    // While it was paused it could show nothing.
    if (allowed.least < minW) continue;
    if (allowed.least - sample.powerW < Math.max(UNUSED_W, allowed.least * UNUSED_SHARE)) break;
    shown = Math.max(shown ?? 0, sample.powerW);
    shownMs += sample.to.epochMilliseconds - sample.from.epochMilliseconds;
    if (shownMs >= SHOWN_MS) return shown;
  }
  return null;
}

/** The most that is planned for a session: what its car showed with some room above it, else what it takes at all. */
export function plannedMaxW(state: SiteState, session: StateSession): number {
  const { maxW, minW } = powerOf(state, session);
  const shown = shownLimitW(state, session);
  if (shown === null) return maxW;
  const room = Math.max(ROOM_W, shown * ROOM_SHARE);
  const held = Math.ceil((shown + room) * spreadOf(state, session, shown));
  return Math.min(maxW, Math.max(minW, held));
}

/**
 * How much more than it draws a car has to be allowed so that it can go on: amperes hold for each phase, and a car of
 * which nothing is known may draw all that it shows on one of three. Without this its limit would sink with its draw.
 */
function spreadOf(state: SiteState, session: StateSession, shown: number): number {
  if (rateUnitOf(state, session) === "W" || carAt(session) !== null) return 1;
  const { maxW, phases } = powerOf(state, session);
  return phases / Math.min(phases, Math.max(1, Math.ceil(shown / (maxW / phases))));
}

/**
 * False where the last two readings show clearly more than the station had confirmed that it allows: it says that it
 * follows, and does not.
 */
export function doesFollow(state: SiteState, session: StateSession): boolean {
  const { confirmed } = session.steering;
  if (!confirmed) return true;
  const since = confirmed.at.add(COMING_DOWN);
  const last = session.samples
    .filter(({ from }) => Temporal.Instant.compare(from, since) >= 0)
    .slice(-2);
  if (last.length < 2) return true;
  return last.some((sample) => {
    const allowed = beside(state, session, sample);
    if (allowed === null) return true;
    return sample.powerW <= allowed.most + Math.max(OVER_W, allowed.most * OVER_SHARE);
  });
}
