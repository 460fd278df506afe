import type { Spot } from "./map-point";
import { scaleOf } from "./mercator";
import type { PlaceNames } from "./place-names";

/** A name on the map, with the pixels of its position; its middle stands `under` pixels below. */
export interface MapLabel extends Spot {
  readonly key: string;
  readonly text: string;
  readonly kind: "station" | "town" | "quarter";
  readonly under: number;
  readonly longitude: number;
  readonly latitude: number;
}

/** A station whose own name may stand under its marker. */
export interface NamedStation {
  readonly id: string;
  readonly name: string;
  readonly longitude: number;
  readonly latitude: number;
}

/** What the map shows: pixels for the width of the world, its frame, and where a position lies in it. */
export interface LabelView {
  readonly scale: number;
  readonly width: number;
  readonly height: number;
  readonly spotOf: (at: { readonly longitude: number; readonly latitude: number }) => Spot;
}

interface Rect {
  readonly x: number;
  readonly y: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
}

/** From here on a quarter of a town is large enough to be named. */
const QUARTERS_FROM = scaleOf(9.5);
/** From here on stations of a street stand apart. */
const STATIONS_FROM = scaleOf(11);
const MOST = 48;
const LETTER_PX = 7;
const LINE_PX = 9;
/** From a marker's middle to that of the name under it. */
const UNDER_PX = 27;
const MARKER: Omit<Rect, "x" | "y"> = { halfWidth: 42, halfHeight: 18 };

/**
 * The names that have room: stations' own first where the map is near enough, then towns and, near by, quarters, the
 * largest first. No name covers another or a marker, and none is cut by the frame.
 */
export function pickLabels(
  { scale, width, height, spotOf }: LabelView,
  {
    names,
    stations,
    markers,
  }: {
    names: PlaceNames;
    stations: readonly NamedStation[];
    markers: readonly Spot[];
  },
): readonly MapLabel[] {
  // The scale stands at the foot, what zooms at the head.
  const taken: Rect[] = [
    { x: 64, y: height - 16, halfWidth: 64, halfHeight: 14 },
    { x: width - 28, y: 48, halfWidth: 26, halfHeight: 46 },
    ...markers.map(({ x, y }) => ({ x, y, ...MARKER })),
  ];
  const picked: MapLabel[] = [];
  const add = (label: MapLabel, air: number) => {
    if (picked.length >= MOST) return;
    const rect = {
      x: label.x,
      y: label.y + label.under,
      halfWidth: (label.text.length * LETTER_PX) / 2,
      halfHeight: LINE_PX,
    };
    const isInside =
      rect.x - rect.halfWidth >= 0 &&
      rect.x + rect.halfWidth <= width &&
      rect.y - rect.halfHeight >= 0 &&
      rect.y + rect.halfHeight <= height;
    if (!isInside || taken.some((other) => touches(rect, other, air))) return;
    taken.push(rect);
    picked.push(label);
  };
  if (scale >= STATIONS_FROM) {
    for (const { id, name, longitude, latitude } of stations) {
      const at = { longitude, latitude };
      add({ key: id, text: name, kind: "station", under: UNDER_PX, ...at, ...spotOf(at) }, 0);
    }
  }
  const addNames = (kind: "town" | "quarter", list: PlaceNames["towns"]) => {
    for (const [text, longitude, latitude] of list) {
      const at = { longitude, latitude };
      const key = `${kind} ${text} ${longitude} ${latitude}`;
      add({ key, text, kind, under: 0, ...at, ...spotOf(at) }, 10);
    }
  };
  addNames("town", names.towns);
  if (scale >= QUARTERS_FROM) addNames("quarter", names.quarters);
  return picked;
}

function touches(one: Rect, other: Rect, air: number): boolean {
  return (
    Math.abs(one.x - other.x) < one.halfWidth + other.halfWidth + air &&
    Math.abs(one.y - other.y) < one.halfHeight + other.halfHeight + air
  );
}
