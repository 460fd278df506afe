import { type SlotSpan, slotStart } from "@/core/smart-charging/slot-span";
import type { BaseLoadCurve } from "./base-load-curve";
import type { MeasuredBase, SiteDescription, SiteNode } from "./site-description";
import { type ClockMinute, clockOver } from "./wall-clock";

/** What a meter showed last is taken for what is and will be for so long; after that a curve is, where there is one. */
const METER_HOLDS_MINUTES = 60;

/**
 * W that each node feeds besides the sessions in each slot, its children's left out. Measured wins over assumed while
 * it is fresh; the assumed curve is the grid connection's. Where there is no curve, what was measured last stands.
 */
export function baseLoadOver(
  site: Pick<SiteDescription, "nodes" | "baseLoad" | "measuredBase" | "timeZone">,
  span: SlotSpan,
): ReadonlyMap<string, readonly number[]> {
  const measured = new Map(site.measuredBase.map((one) => [one.nodeId, one]));
  const assumed = assumedOver(site, span);
  const totals = new Map<string, readonly number[]>();
  for (const { id, parentId } of site.nodes) {
    const known = measured.get(id);
    const curve = parentId === null ? assumed : null;
    if (known) totals.set(id, mixed(known, curve, span));
    else if (curve) totals.set(id, curve);
  }
  return new Map(
    site.nodes.map(({ id }) => [id, ownOf(site.nodes, totals, { id, slots: span.slots })]),
  );
}

/** What a node feeds less what the nearest nodes below it that are known to feed something do. */
function ownOf(
  nodes: readonly SiteNode[],
  totals: ReadonlyMap<string, readonly number[]>,
  { id, slots }: { readonly id: string; readonly slots: number },
): readonly number[] {
  const total = totals.get(id);
  if (!total) return Array.from({ length: slots }, () => 0);
  const below = nearestKnown(nodes, totals, id);
  return total.map((powerW, slot) => {
    const children = below.reduce((sum, one) => sum + (totals.get(one)?.[slot] ?? 0), 0);
    return Math.max(0, powerW - children);
  });
}

function nearestKnown(
  nodes: readonly SiteNode[],
  totals: ReadonlyMap<string, unknown>,
  id: string,
): readonly string[] {
  return nodes
    .filter(({ parentId }) => parentId === id)
    .flatMap((child) =>
      totals.has(child.id) ? [child.id] : nearestKnown(nodes, totals, child.id),
    );
}

function mixed(
  known: MeasuredBase,
  curve: readonly number[] | null,
  span: SlotSpan,
): readonly number[] {
  const holdsUntil = known.at.add({ minutes: METER_HOLDS_MINUTES });
  return Array.from({ length: span.slots }, (_, slot) => {
    const isSoon = Temporal.Instant.compare(slotStart(span, slot), holdsUntil) < 0;
    return isSoon ? known.powerW : (curve?.[slot] ?? known.powerW);
  });
}

/** The assumed curve on the site's wall clock: of steps within one slot the highest. */
function assumedOver(
  { baseLoad, timeZone }: Pick<SiteDescription, "baseLoad" | "timeZone">,
  span: SlotSpan,
): readonly number[] | null {
  if (!baseLoad) return null;
  return clockOver(timeZone, span).map((minutes) =>
    Math.max(...minutes.map((minute) => stepOf(baseLoad, minute))),
  );
}

function stepOf(curve: BaseLoadCurve, { weekday, minute }: ClockMinute): number {
  const steps = weekday >= 6 ? curve.weekendW : curve.weekdayW;
  return steps[Math.floor(minute / curve.stepMinutes)] ?? 0;
}
