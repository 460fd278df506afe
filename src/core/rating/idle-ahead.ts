import type { LiveChargeInput } from "./project-charge";
import { courseOf, type PriceStep } from "./quote-course";
import { energyAt, type MeterCurve, risingPoints } from "./segment-curve";
import { continued, type SessionCurve, sessionCurve, stoppedAt } from "./segment-session";
import { taperEnd } from "./taper-end";

/** The fee for standing that comes, or runs, as the charge goes now. */
export type IdleAhead = {
  readonly step: PriceStep;
  /** When the car stops charging, as it goes now; null: it has stopped. */
  readonly stopsAt: Temporal.Instant | null;
  /** What that is foreseen by: what was asked for, or how its power falls, which is an estimate. Null: it has stopped. */
  readonly by: "wanted" | "taper" | null;
};

const HORIZON = { hours: 24 } as const;

/**
 * When an idle fee begins as a charge goes now: by the elements of its tariff (times of day, time of grace, length of
 * stay), once the car has stopped, has what was asked for, or is full by how its power falls. Null where it charges on
 * evenly and nobody said until when, where no fee begins within a day, or where the tariff can't be priced.
 */
export function idleAhead(input: LiveChargeInput): IdleAhead | null {
  const { session, now, terms, timeZone } = input;
  const so = sessionCurve(session);
  if (so === undefined) return null;
  const far = latest(now, so.readAt).add(HORIZON);
  const end = endOf(input, so, far);
  if (end === null) return null;
  const { startDateTime } = session;
  const steps = courseOf(terms, { curve: end.curve, startDateTime, endDateTime: far, timeZone });
  if (!steps.ok) return null;
  const from = end.stopsAt ?? now;
  const current = steps.value.findLast((step) => Temporal.Instant.compare(step.from, from) <= 0);
  const step = current?.perIdleMinute
    ? current
    : steps.value.find(
        (one) => one.perIdleMinute !== null && Temporal.Instant.compare(one.from, from) >= 0,
      );
  return step ? { step, stopsAt: end.stopsAt, by: end.by } : null;
}

/** How the charge ends, as far as that is known; null: it goes on. */
function endOf(
  { now, wanted }: LiveChargeInput,
  so: SessionCurve,
  far: Temporal.Instant,
): (Pick<IdleAhead, "stopsAt" | "by"> & { readonly curve: MeterCurve }) | null {
  const power = so.power?.kw ?? 0n;
  if (so.isCharging && wanted === null) {
    const stopsAt = taperEnd(so.curve.energy);
    // An end that has passed without a word was none.
    if (stopsAt === null || Temporal.Instant.compare(stopsAt, now) <= 0) return null;
    return { curve: stoppedAt(so, power, stopsAt), stopsAt, by: "taper" };
  }
  const fullAt =
    wanted &&
    energyAt(risingPoints(so.curve.energy), wanted.since.epochMilliseconds) + wanted.energy;
  const { curve, chargedAt } = continued(so, { power, until: far, fullAt });
  if (!so.isCharging) return { curve, stopsAt: null, by: null };
  const stops = Temporal.Instant.compare(chargedAt, far) < 0;
  return stops ? { curve, stopsAt: chargedAt, by: "wanted" } : null;
}

function latest(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) < 0 ? b : a;
}
