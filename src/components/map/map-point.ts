import type { Money } from "@/core/money/money";

/** A place on the map. */
export interface MapPoint {
  readonly id: string;
  readonly name: string;
  readonly city: string;
  readonly operator: string;
  readonly latitude: number;
  readonly longitude: number;
  /** What the charge in mind costs there; null where that is not known. */
  readonly price: Money | null;
  readonly available: number;
  readonly evses: number;
  /** What is said of free points is older than an hour, or was never told. */
  readonly isOld: boolean;
  readonly isCheapest: boolean;
}

/** A place on the screen, in CSS pixels. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** A part of the world in degrees. */
export interface MapBounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** What holds all points; null where there are none. */
export function boundsOf(
  points: readonly Pick<MapPoint, "latitude" | "longitude">[],
): MapBounds | null {
  if (points.length === 0) return null;
  const latitudes = points.map(({ latitude }) => latitude);
  const longitudes = points.map(({ longitude }) => longitude);
  return {
    west: Math.min(...longitudes),
    south: Math.min(...latitudes),
    east: Math.max(...longitudes),
    north: Math.max(...latitudes),
  };
}

/** Bounds as addresses have them: west, south, east, north, four decimals. */
export function boxText({ west, south, east, north }: MapBounds): string {
  return [west, south, east, north].map((degrees) => String(Number(degrees.toFixed(4)))).join(",");
}
