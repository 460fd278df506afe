import type { ProfileType } from "@/core/smart-charging/charging-preferences";
import { drawsNow } from "./power-samples";
import type { SiteState, StateSession } from "./site-state";

/** Wh that a session is still given to want once it has what was assumed: while it draws, and else. */
const REST_WH = 2_000;
const LAST_WH = 500;
/** W below which a car does not draw. */
const DRAWING_W = 300;
/** A departure that has passed, or an assumed stay that is over, is taken to be this far off. */
const STAYS_ON = { minutes: 60 } as const;
/** A boost goes before others for this long at most; then the driver's own style holds again. */
const BOOST_MINUTES = 120;

/** Priorities: a boost goes before all others, and nothing else does. */
const USUAL = 1;
const BOOSTED = 2;

/** When a session's car leaves. */
export interface Stay {
  readonly departureAt: Temporal.Instant;
  /** False: nobody said so. */
  readonly isKnown: boolean;
}

/** When a session's car leaves: as its driver said, else as is assumed; a time that has passed is not believed. */
export function stayOf(state: SiteState, { goal, startedAt }: StateSession): Stay {
  const said = goal?.departureAt;
  if (said && Temporal.Instant.compare(said, state.at) > 0) {
    return { departureAt: said, isKnown: true };
  }
  const least = state.at.add(STAYS_ON);
  const assumed = startedAt.add({ minutes: state.assumedStayMinutes });
  const isOver = said !== null && said !== undefined;
  const departureAt = isOver || Temporal.Instant.compare(assumed, least) < 0 ? least : assumed;
  return { departureAt, isKnown: false };
}

/**
 * Wh that a session still wants from now on: what its driver named, less what it got. Where nobody named any, the
 * car's battery or what is assumed, and never less than a rest, so that a car that still draws is not cut off.
 */
export function wantedWh(state: SiteState, session: StateSession): number {
  const { goal, car, deliveredWh } = session;
  if (goal && goal.energyWh !== null) return Math.max(0, Math.ceil(goal.energyWh - deliveredWh));
  const whole = goal && car ? car.batteryWh : state.assumedEnergyWh;
  const draws = (drawsNow(session, state.at) ?? DRAWING_W) >= DRAWING_W;
  return Math.max(Math.ceil(whole - deliveredWh), draws ? REST_WH : LAST_WH);
}

/** How a session is served: its driver's style, or boosted before all others for two hours at most. */
export function serviceOf(
  { at }: Pick<SiteState, "at">,
  { goal }: StateSession,
): { readonly style: ProfileType; readonly priority: number } {
  const boostedAt = goal?.boostedAt;
  if (boostedAt && Temporal.Instant.compare(boostedAt.add({ minutes: BOOST_MINUTES }), at) > 0) {
    return { style: "FAST", priority: BOOSTED };
  }
  return { style: goal?.style ?? "REGULAR", priority: USUAL };
}
