import type { MapPoint, Spot } from "./map-point";

/** Places that lie too close on the screen to be told apart; most often one. */
export interface Cluster {
  /** The same as long as it holds the same first place. */
  readonly key: string;
  readonly points: readonly [MapPoint, ...MapPoint[]];
  readonly latitude: number;
  readonly longitude: number;
}

/** A marker's size in CSS pixels: what is nearer to another is shown with it. */
const WIDE = 76;
const HIGH = 34;

/** Gathers places for markers that do not cover each other. */
export function clusterPoints(
  points: readonly MapPoint[],
  spotOf: (point: MapPoint) => Spot,
): readonly Cluster[] {
  const groups: { at: Spot; points: [MapPoint, ...MapPoint[]] }[] = [];
  for (const point of points) {
    const at = spotOf(point);
    const near = groups.find(
      (group) => Math.abs(group.at.x - at.x) < WIDE && Math.abs(group.at.y - at.y) < HIGH,
    );
    if (near) near.points.push(point);
    else groups.push({ at, points: [point] });
  }
  // At the first of them: there no other marker is near.
  return groups.map(({ points: own }) => {
    const [{ id: key, latitude, longitude }] = own;
    return { key, points: own, latitude, longitude };
  });
}
