import type { MapBounds } from "./map-point";

const EARTH_M = 40_075_017;
const WIDEST_PX = 110;
const NET_PX = 90;
const NET_STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];

/** A round distance (1, 2 or 5 and zeros, metres) and how many pixels it takes, at most 110. */
export function scaleBar(view: { readonly latitude: number; readonly scale: number }): {
  readonly metres: number;
  readonly px: number;
} {
  const metresPerPx = (EARTH_M * Math.cos((view.latitude * Math.PI) / 180)) / view.scale;
  const most = metresPerPx * WIDEST_PX;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = [5, 2, 1].map((times) => times * power).find((one) => one <= most) ?? power;
  return { metres, px: metres / metresPerPx };
}

/**
 * A net of whole steps of degrees over what is shown and as much again around it, its lines some 90 pixels apart or more:
 * each line as two points of longitude and latitude.
 */
export function netOfDegrees(
  { west, south, east, north }: MapBounds,
  scale: number,
): readonly (readonly (readonly [number, number])[])[] {
  const step = NET_STEPS.find((one) => (one * scale) / 360 >= NET_PX) ?? 10;
  const [wide, high] = [east - west, north - south];
  const [left, right] = [west - wide, east + wide];
  const [bottom, top] = [Math.max(-80, south - high), Math.min(80, north + high)];
  return [
    ...stepsIn(left, right, step).map((x) => [at(x, bottom), at(x, top)] as const),
    ...stepsIn(bottom, top, step).map((y) => [at(left, y), at(right, y)] as const),
  ];
}

const at = (longitude: number, latitude: number) => [longitude, latitude] as const;

function stepsIn(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step);
  const count = Math.max(0, Math.floor(to / step) - first + 1);
  return Array.from({ length: Math.min(count, 200) }, (_, index) => (first + index) * step);
}
