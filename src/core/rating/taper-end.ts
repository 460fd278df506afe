import type { EnergySample } from "./segment-curve";
import { risingPoints } from "./segment-curve";

/** A shorter stretch between two readings says more about the clock than about the car. */
const SHORTEST_MS = 120_000;
/** What a falling power must have come down to, in hundredths of the highest, before it is read as a car that fills up. */
const FALLEN = 80;
/** From one stretch to the next it falls by at least so many hundredths. */
const STEP = 5;
/** Cars let go at about a tenth of the highest power. */
const END = 10;
const FURTHEST_MS = 3 * 3_600_000;

/**
 * When a car will have stopped charging by how its power falls: the last three stretches between readings, each at least
 * two minutes long and each lower than the one before, drawn on in a straight line to a tenth of the highest power. An
 * estimate, early rather than late, as cars slow down more gently towards the end. Null where the power does not fall so,
 * or the end is more than three hours off.
 */
export function taperEnd(energy: readonly EnergySample[]): Temporal.Instant | null {
  const stretches = stretchesOf(energy);
  const [first, second, third] = stretches.slice(-3);
  if (!first || !second || !third) return null;
  const highest = Math.max(...stretches.map(({ power }) => power));
  const falls =
    second.power * 100 <= first.power * (100 - STEP) &&
    third.power * 100 <= second.power * (100 - STEP);
  if (!falls || third.power * 100 > highest * FALLEN) return null;
  const perMs = (first.power - third.power) / (third.middleMs - first.middleMs);
  const restMs = Math.max(0, (third.power - (highest * END) / 100) / perMs);
  const endMs = Math.round(third.middleMs + restMs);
  if (endMs <= third.endMs || endMs > third.endMs + FURTHEST_MS) return null;
  return Temporal.Instant.fromEpochMilliseconds(endMs);
}

interface Stretch {
  /** In no unit that matters: only shares of it are read. */
  readonly power: number;
  readonly middleMs: number;
  readonly endMs: number;
}

function stretchesOf(energy: readonly EnergySample[]): readonly Stretch[] {
  const points = risingPoints(energy);
  const stretches: Stretch[] = [];
  let from = points[0];
  for (const point of points.slice(1)) {
    if (!from || point.ms - from.ms < SHORTEST_MS) continue;
    const spanMs = point.ms - from.ms;
    stretches.push({
      power: Number(point.energy - from.energy) / spanMs,
      middleMs: from.ms + spanMs / 2,
      endMs: point.ms,
    });
    from = point;
  }
  return stretches;
}
