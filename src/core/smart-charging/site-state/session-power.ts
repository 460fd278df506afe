import type { SiteState, StateCar, StateSession } from "./site-state";

/** IEC 61851: the least current that a station may offer. */
const LEAST_A = 6;
/** W below which a direct-current station does not charge. */
const LEAST_DIRECT_W = 3_000;
/** A meter may show so much more than what a car takes at most, before we no longer believe what was said of it. */
const DISBELIEF = 1.1;
const DISBELIEF_W = 300;

/** W that a car and its connector take at most and at least, and the phases that they use. */
export interface SessionPower {
  readonly maxW: number;
  readonly minW: number;
  readonly phases: 1 | 2 | 3;
}

/**
 * The car that a driver described, as long as the meter does not show that another one is plugged in; null where
 * nothing is known. Direct current says nothing of its charger on board.
 */
export function carAt({ car, plug, samples }: StateSession): StateCar | null {
  if (car === null || plug.isDirect) return null;
  const most = car.maxAcW * DISBELIEF + DISBELIEF_W;
  return samples.some(({ powerW }) => powerW > most) ? null : car;
}

/** What a session takes by its connector and its car, before its meter showed anything. */
export function powerOf(
  { voltage }: Pick<SiteState, "voltage">,
  session: StateSession,
): SessionPower {
  const { plug } = session;
  if (plug.isDirect) {
    const maxW = Math.min(plug.maxW, session.car?.maxDcW ?? Infinity);
    return { maxW, minW: Math.min(LEAST_DIRECT_W, maxW), phases: plug.phases };
  }
  const car = carAt(session);
  const phases = car ? (Math.min(plug.phases, car.phases) as 1 | 2 | 3) : plug.phases;
  const perPhase = Math.min(plug.maxW / plug.phases, car ? car.maxAcW / car.phases : Infinity);
  const maxW = Math.floor(perPhase * phases);
  const minW = Math.max(LEAST_A, car?.minCurrentA ?? LEAST_A) * voltage * phases;
  return { maxW, minW: Math.min(minW, maxW), phases };
}
