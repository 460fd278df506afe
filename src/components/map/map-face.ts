import type { MapBounds, MapPoint } from "./map-point";

/** What both faces of the map take: the moving one and the drawn one. */
export interface MapFaceProps {
  readonly points: readonly MapPoint[];
  /** Where the driver is, about. */
  readonly near: { readonly latitude: number; readonly longitude: number } | null;
  readonly selectedId: string | null;
  readonly onSelect: (point: MapPoint) => void;
  /** The reader moved the map. */
  readonly onMove: (bounds: MapBounds) => void;
}
