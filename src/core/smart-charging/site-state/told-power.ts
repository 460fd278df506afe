import type { ChargingProfile } from "@/core/smart-charging/charging-profile";
import { slotStart } from "@/core/smart-charging/slot-span";
import { type RateBase, rateBaseOf, rateInW } from "./profile-rate";
import type { SiteState, StateSession, ToldProfile } from "./site-state";

/** A stretch of time, [from, to). */
interface Stretch {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

const secondsBetween = (from: Temporal.Instant, to: Temporal.Instant) =>
  (to.epochMilliseconds - from.epochMilliseconds) / 1_000;

/**
 * The most and the least that a profile allows within a stretch of time, W; Infinity before it begins and after its
 * duration, when nothing holds the car.
 */
export function allowedWithin(
  { profile, at }: ToldProfile,
  stretch: Stretch,
  base: RateBase,
): { readonly most: number; readonly least: number } {
  if (profile === null) return { most: Infinity, least: Infinity };
  const start = profile.startDateTime ?? at;
  const from = secondsBetween(start, stretch.from);
  const to = secondsBetween(start, stretch.to);
  const rates = periodsOf(profile)
    .filter((one) => one.from < to && one.to > from)
    .map(({ limit }) => (limit === null ? Infinity : rateInW(limit, profile.rateUnit, base)));
  if (rates.length === 0) return { most: Infinity, least: Infinity };
  return { most: Math.max(...rates), least: Math.min(...rates) };
}

/** A profile's periods as seconds from its start, with what is open before and after (null). */
function periodsOf({ periods, durationS = Infinity }: ChargingProfile) {
  const held = periods.map(({ startS, limit }, index) => ({
    from: startS,
    to: Math.min(periods[index + 1]?.startS ?? Infinity, durationS),
    limit,
  }));
  return [
    { from: -Infinity, to: 0, limit: null },
    ...held,
    ...(durationS === Infinity ? [] : [{ from: durationS, to: Infinity, limit: null }]),
  ];
}

/**
 * The most that a session's station may draw in each slot by all that it may be following: what it confirmed last, and
 * each newer profile that it was sent and has not refused. W over all phases; the connector's whole power where it has
 * confirmed nothing. Of the first slot only what is left of it counts.
 */
export function mayDraw(state: SiteState, session: StateSession): readonly number[] {
  const { confirmed, unanswered } = session.steering;
  const most = session.plug.maxW;
  if (confirmed === null) return Array.from({ length: state.span.slots }, () => most);
  const told = [confirmed, ...unanswered];
  const base = rateBaseOf(state, session);
  return slotsOf(state).map((slot) =>
    Math.min(most, Math.max(...told.map((one) => allowedWithin(one, slot, base).most))),
  );
}

/**
 * The least that a session's station may be following in each slot, W: it may have taken only one of the profiles that
 * it was sent, or none.
 */
export function leastFollowed(state: SiteState, session: StateSession): readonly number[] {
  const { confirmed, unanswered } = session.steering;
  const most = session.plug.maxW;
  const told = confirmed ? [confirmed, ...unanswered] : unanswered;
  const base = rateBaseOf(state, session);
  return slotsOf(state).map((slot) =>
    Math.min(most, ...told.map((one) => allowedWithin(one, slot, base).least)),
  );
}

/** The slots of a site's span from now on. */
function slotsOf({ at, span }: SiteState): readonly Stretch[] {
  return Array.from({ length: span.slots }, (_, index) => {
    const from = slotStart(span, index);
    return {
      from: Temporal.Instant.compare(from, at) < 0 ? at : from,
      to: slotStart(span, index + 1),
    };
  });
}

/** W that a session was told last for each slot, answered or not; null: nothing. */
export function toldLast(state: SiteState, session: StateSession): readonly number[] | null {
  const { confirmed, unanswered } = session.steering;
  const told = unanswered.at(-1) ?? confirmed;
  if (!told) return null;
  const most = session.plug.maxW;
  const base = rateBaseOf(state, session);
  return slotsOf(state).map((slot) => Math.min(most, allowedWithin(told, slot, base).most));
}
