import type { MapBounds, Spot } from "./map-point";

/** What a map shows: its middle in degrees, and pixels for the width of the world. */
export interface MapView {
  readonly latitude: number;
  readonly longitude: number;
  readonly scale: number;
}

const RADIANS = Math.PI / 180;
/** Web Mercator ends here. */
const MOST_LATITUDE = 85;

/** A point of Web Mercator, the world being one wide and one high. */
export function worldOf(longitude: number, latitude: number): Spot {
  const limited = Math.max(-MOST_LATITUDE, Math.min(MOST_LATITUDE, latitude)) * RADIANS;
  return {
    x: longitude / 360 + 0.5,
    y: 0.5 - Math.log(Math.tan(Math.PI / 4 + limited / 2)) / (2 * Math.PI),
  };
}

/** The degrees of a point of the world. */
export function degreesOf({ x, y }: Spot): { longitude: number; latitude: number } {
  return {
    longitude: (x - 0.5) * 360,
    latitude: (2 * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) - Math.PI / 2) / RADIANS,
  };
}

/** How many pixels the world is wide at zoom 0, as map libraries count it. */
const WORLD_PX = 512;

/** Pixels for the width of the world at a zoom. */
export function scaleOf(zoom: number): number {
  return WORLD_PX * 2 ** zoom;
}

/** The view that shows bounds within a frame, with room around, and no nearer than `mostScale`. */
export function viewOf(
  bounds: MapBounds,
  frame: { readonly width: number; readonly height: number },
  mostScale: number,
): MapView {
  const topLeft = worldOf(bounds.west, bounds.north);
  const bottomRight = worldOf(bounds.east, bounds.south);
  const middle = { x: (topLeft.x + bottomRight.x) / 2, y: (topLeft.y + bottomRight.y) / 2 };
  const room = 0.75;
  const scale = Math.min(
    (frame.width * room) / Math.max(1e-9, bottomRight.x - topLeft.x),
    (frame.height * room) / Math.max(1e-9, bottomRight.y - topLeft.y),
    mostScale,
  );
  return { ...degreesOf(middle), scale };
}

/** The bounds that a view shows in a frame. */
export function shownBounds(
  view: MapView,
  frame: { readonly width: number; readonly height: number },
): MapBounds {
  const middle = worldOf(view.longitude, view.latitude);
  const half = { x: frame.width / 2 / view.scale, y: frame.height / 2 / view.scale };
  const topLeft = degreesOf({ x: middle.x - half.x, y: middle.y - half.y });
  const bottomRight = degreesOf({ x: middle.x + half.x, y: middle.y + half.y });
  return {
    west: topLeft.longitude,
    south: bottomRight.latitude,
    east: bottomRight.longitude,
    north: topLeft.latitude,
  };
}
