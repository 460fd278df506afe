import type { StyleSpecification } from "maplibre-gl";
import { LAND_URL } from "./land";
import { netOfDegrees } from "./map-measure";
import type { MapBounds } from "./map-point";

/** The colours of the drawn map, as the page's own look has them now. */
export interface MapColours {
  readonly water: string;
  readonly land: string;
  readonly line: string;
}

/** Reads the colours from the look of `within`, by day or by night. */
export function readColours(within: HTMLElement): MapColours {
  const probe = document.createElement("span");
  within.append(probe);
  const read = (name: string) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = { water: read("--sunken"), land: read("--paper"), line: read("--rule-strong") };
  probe.remove();
  return colours;
}

/** A style without tiles: land, borders and a net of degrees. */
export function drawnStyle(
  { water, land, line }: MapColours,
  { shown, scale }: { readonly shown: MapBounds; readonly scale: number },
): StyleSpecification {
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: new URL(LAND_URL, location.href).href },
      net: { type: "geojson", data: netSource(shown, scale) },
    },
    layers: [
      { id: "water", type: "background", paint: { "background-color": water } },
      {
        id: "land",
        type: "fill",
        source: "land",
        filter: ["==", ["get", "kind"], "land"],
        paint: { "fill-color": land, "fill-outline-color": line },
      },
      {
        id: "net",
        type: "line",
        source: "net",
        paint: { "line-color": line, "line-opacity": 0.35, "line-width": 0.5 },
      },
      {
        id: "border",
        type: "line",
        source: "land",
        filter: ["==", ["get", "kind"], "border"],
        paint: { "line-color": line, "line-width": 0.8, "line-dasharray": [3, 3] },
      },
    ],
  };
}

/** The net of degrees for what is shown, as the style's source takes it. */
export function netSource(shown: MapBounds, scale: number) {
  return {
    type: "Feature" as const,
    properties: {},
    geometry: {
      type: "MultiLineString" as const,
      coordinates: netOfDegrees(shown, scale).map((line) => line.map((point) => [...point])),
    },
  };
}
