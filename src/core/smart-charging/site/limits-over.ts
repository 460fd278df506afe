import { type SlotSpan, slotStart } from "@/core/smart-charging/slot-span";
import type { Limit, LimitWindow, SiteDescription } from "./site-description";
import { type ClockMinute, clockOver, minuteOfClock } from "./wall-clock";

/** The limits of a node, one entry a slot; null: no such limit then. */
export interface NodeLimits {
  /** W over all phases. */
  readonly limitW: readonly (number | null)[];
  /** A on each phase. */
  readonly limitA: readonly (number | null)[];
}

/**
 * What each node may carry in each slot: the lowest of its own limit, of the windows that any minute of the slot lies
 * in, and of the signals that any moment of it lies in. Neither window nor signal raises a limit.
 */
export function limitsOver(
  site: Pick<SiteDescription, "nodes" | "signals" | "timeZone">,
  span: SlotSpan,
): ReadonlyMap<string, NodeLimits> {
  const hasWindows = site.nodes.some(({ windows }) => windows.length > 0);
  const clock = hasWindows ? clockOver(site.timeZone, span) : [];
  const limits = new Map(
    site.nodes.map((node) => [
      node.id,
      {
        limitW: Array.from({ length: span.slots }, () => node.limitW),
        limitA: Array.from({ length: span.slots }, () => node.limitA),
      },
    ]),
  );
  const lower = (nodeId: string, slot: number, limit: Limit) => {
    const node = limits.get(nodeId);
    if (!node) return;
    node.limitW[slot] = lowest(node.limitW[slot] ?? null, limit.limitW);
    node.limitA[slot] = lowest(node.limitA[slot] ?? null, limit.limitA);
  };
  for (const { id, windows } of site.nodes) {
    for (const window of windows) {
      for (const [slot, minutes] of clock.entries()) {
        if (minutes.some((minute) => isWithin(window, minute))) lower(id, slot, window);
      }
    }
  }
  for (const signal of site.signals) {
    for (let slot = 0; slot < span.slots; slot += 1) {
      const isBefore = isAtOrBefore(slotStart(span, slot + 1), signal.startsAt);
      if (isBefore || isAtOrBefore(signal.endsAt, slotStart(span, slot))) continue;
      lower(signal.nodeId, slot, signal);
    }
  }
  return limits;
}

/** Whether a window holds when the clocks read so. */
function isWithin(window: LimitWindow, { weekday, minute }: ClockMinute): boolean {
  const from = minuteOfClock(window.fromClock);
  const to = minuteOfClock(window.toClock);
  if (from === null || to === null) return false;
  const beginsOn = (day: number) => (window.weekdays & (1 << (day - 1))) !== 0;
  if (from < to) return beginsOn(weekday) && minute >= from && minute < to;
  const dayBefore = weekday === 1 ? 7 : weekday - 1;
  return (beginsOn(weekday) && minute >= from) || (beginsOn(dayBefore) && minute < to);
}

function lowest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}

function isAtOrBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) <= 0;
}
