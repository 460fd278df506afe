import { type SlotSpan, slotStart } from "@/core/smart-charging/slot-span";
import type { BaseLoadCurve, MeasuredLoad, SiteDescription } from "./site-description";
import { type ClockMinute, clockOver } from "./wall-clock";

/** A meter says what a node feeds besides the sessions for so long after its last reading. */
export const METER_FRESH_MINUTES = 15;
/** And what it showed is taken for what will be for so long; after that the curve is, where there is one. */
export const METER_HOLDS_MINUTES = 30;

/** What a node was measured to feed besides the sessions below it, W. */
export interface MeasuredBase {
  readonly powerW: number;
  /** When its meter was last read. */
  readonly at: Temporal.Instant;
  /** False: too long ago to be believed over an assumed curve. */
  readonly isFresh: boolean;
}

/**
 * What each metered node feeds besides the sessions below it, other metered nodes below it included: the average of
 * its readings in the quarter of an hour up to the newest.
 */
export function measuredBase(site: SiteDescription): ReadonlyMap<string, MeasuredBase> {
  const byNode = Map.groupBy(site.measured, ({ nodeId }) => nodeId);
  const bases = new Map<string, MeasuredBase>();
  for (const [nodeId, readings] of byNode) {
    const at = readings.map((one) => one.at).reduce(later);
    const since = at.subtract({ minutes: METER_FRESH_MINUTES });
    const recent = readings.filter((one) => Temporal.Instant.compare(one.at, since) > 0);
    const freshUntil = at.add({ minutes: METER_FRESH_MINUTES });
    bases.set(nodeId, {
      powerW: Math.max(0, Math.round(mean(recent))),
      at,
      isFresh: Temporal.Instant.compare(site.readAt, freshUntil) <= 0,
    });
  }
  return bases;
}

/**
 * W that each node feeds besides the sessions in each slot, its children's left out. Measured wins over assumed while
 * it is fresh and for the slots that begin soon; the assumed curve is the grid connection's. Where the connection has
 * no curve, what was last measured stands for all slots.
 */
export function baseLoadOver(
  site: SiteDescription,
  span: SlotSpan,
): ReadonlyMap<string, readonly number[]> {
  const measured = measuredBase(site);
  const assumed = assumedOver(site, span);
  const totals = new Map<string, readonly number[]>();
  for (const { id, parentId } of site.nodes) {
    const known = measured.get(id);
    const curve = parentId === null ? assumed : null;
    if (known) totals.set(id, mixed(known, curve, span));
    else if (curve) totals.set(id, curve);
  }
  return new Map(site.nodes.map(({ id }) => [id, ownOf(site, totals, { id, slots: span.slots })]));
}

/** What a node feeds less what the nearest nodes below it that are known to feed something do. */
function ownOf(
  site: SiteDescription,
  totals: ReadonlyMap<string, readonly number[]>,
  { id, slots }: { readonly id: string; readonly slots: number },
): readonly number[] {
  const total = totals.get(id);
  if (!total) return Array.from({ length: slots }, () => 0);
  const below = nearestKnown(site, totals, id);
  return total.map((powerW, slot) => {
    const children = below.reduce((sum, one) => sum + (totals.get(one)?.[slot] ?? 0), 0);
    return Math.max(0, powerW - children);
  });
}

function nearestKnown(
  site: SiteDescription,
  totals: ReadonlyMap<string, unknown>,
  id: string,
): readonly string[] {
  return site.nodes
    .filter(({ parentId }) => parentId === id)
    .flatMap((child) => (totals.has(child.id) ? [child.id] : nearestKnown(site, totals, child.id)));
}

function mixed(
  known: MeasuredBase,
  curve: readonly number[] | null,
  span: SlotSpan,
): readonly number[] {
  const holdsUntil = known.at.add({ minutes: METER_HOLDS_MINUTES });
  return Array.from({ length: span.slots }, (_, slot) => {
    const isSoon = Temporal.Instant.compare(slotStart(span, slot), holdsUntil) < 0;
    return known.isFresh && isSoon ? known.powerW : (curve?.[slot] ?? known.powerW);
  });
}

/** The assumed curve on the site's wall clock: of steps within one slot the highest. */
function assumedOver(site: SiteDescription, span: SlotSpan): readonly number[] | null {
  const { baseLoad } = site;
  if (!baseLoad) return null;
  return clockOver(site.timeZone, span).map((minutes) =>
    Math.max(...minutes.map((minute) => stepOf(baseLoad, minute))),
  );
}

function stepOf(curve: BaseLoadCurve, { weekday, minute }: ClockMinute): number {
  const steps = weekday >= 6 ? curve.weekendW : curve.weekdayW;
  return steps[Math.floor(minute / curve.stepMinutes)] ?? 0;
}

function mean(readings: readonly MeasuredLoad[]): number {
  return (
    readings.reduce((sum, { powerW, chargingW }) => sum + powerW - chargingW, 0) / readings.length
  );
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) >= 0 ? a : b;
}
