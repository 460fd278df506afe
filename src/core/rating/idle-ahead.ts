import type { LiveChargeInput } from "./project-charge";
import { courseOf, type PriceStep } from "./quote-course";
import { energyAt, risingPoints } from "./segment-curve";
import { continued, sessionCurve } from "./segment-session";

/** The fee for standing that comes, or runs, as the charge goes now. */
export type IdleAhead = {
  readonly step: PriceStep;
  /** When the car stops charging, as it goes now; null: it has stopped. */
  readonly stopsAt: Temporal.Instant | null;
};

const HORIZON = { hours: 24 } as const;

/**
 * When an idle fee begins as a charge goes now: by the elements of its tariff (times of day, time of grace, length of
 * stay), once the car has stopped or has what was asked for. Null where it charges on and nobody said until when, where
 * no fee begins within a day, or where the tariff can't be priced.
 */
export function idleAhead(input: LiveChargeInput): IdleAhead | null {
  const { session, now, wanted, terms, timeZone } = input;
  const so = sessionCurve(session);
  if (so === undefined || (so.isCharging && wanted === null)) return null;
  const far = latest(now, so.readAt).add(HORIZON);
  const fullAt =
    wanted &&
    energyAt(risingPoints(so.curve.energy), wanted.since.epochMilliseconds) + wanted.energy;
  const on = continued(so, { power: so.power?.kw ?? 0n, until: far, fullAt });
  const stops = so.isCharging && Temporal.Instant.compare(on.chargedAt, far) < 0;
  if (so.isCharging && !stops) return null;
  const { startDateTime } = session;
  const steps = courseOf(terms, { curve: on.curve, startDateTime, endDateTime: far, timeZone });
  if (!steps.ok) return null;
  const from = so.isCharging ? on.chargedAt : now;
  const current = steps.value.findLast((step) => Temporal.Instant.compare(step.from, from) <= 0);
  const step = current?.perIdleMinute
    ? current
    : steps.value.find(
        (one) => one.perIdleMinute !== null && Temporal.Instant.compare(one.from, from) >= 0,
      );
  return step ? { step, stopsAt: so.isCharging ? on.chargedAt : null } : null;
}

function latest(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) < 0 ? b : a;
}
