"use client";

import { type GeoJSONSource, getVersion, Map as GlMap, setWorkerUrl } from "maplibre-gl";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { MapFaceProps } from "./map-face";
import { boundsOf } from "./map-point";
import { drawnStyle, type MapColours, netSource, readColours } from "./map-style";
import { scaleOf } from "./mercator";

const EUROPE = { west: -10, south: 44, east: 26, north: 64 };
/** About; the net is drawn again once the map has taken its place. */
const FIRST_ZOOM = 5;
const DRAWN_MAX_ZOOM = 13;
const TILED_MAX_ZOOM = 18;

/** What the moving map takes besides. */
export interface MovingMapProps extends MapFaceProps {
  /** A style with tiles; null: the drawn one. */
  readonly styleUrl: string | null;
  /** The browser can't show it after all. */
  readonly onFail: () => void;
}

/** Makes the map of the library once in `frameRef`; later changes of `props` reach it. Null until it is there. */
export function useGlMap(
  frameRef: RefObject<HTMLDivElement | null>,
  props: MovingMapProps,
  title: string,
): GlMap | null {
  const [map, setMap] = useState<GlMap | null>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const { styleUrl } = props;
  useEffect(() => {
    const container = frameRef.current;
    if (!container) return;
    const made = makeMap(container, latest.current);
    if (!made) {
      latest.current.onFail();
      return;
    }
    made.getCanvas().setAttribute("aria-label", title);
    // Before that the map only takes its place.
    void made.once("idle", () => {
      made.on("moveend", () => latest.current.onMove(shownBy(made)));
    });
    const endColours = styleUrl ? () => undefined : followColours(made, container);
    if (!styleUrl) followNet(made);
    setMap(made);
    return () => {
      endColours();
      setMap(null);
      made.remove();
    };
  }, [frameRef, styleUrl, title]);
  return map;
}

function makeMap(container: HTMLElement, { styleUrl, points, near }: MovingMapProps): GlMap | null {
  const { west, south, east, north } = boundsOf(near ? [...points, near] : points) ?? EUROPE;
  try {
    // The library's own way to its worker leads through the bundle, where it is not.
    setWorkerUrl(new URL(`/map/worker?v=${getVersion()}`, location.href).href);
    const map = new GlMap({
      container,
      style:
        styleUrl ??
        drawnStyle(readColours(container), {
          shown: { west, south, east, north },
          scale: scaleOf(FIRST_ZOOM),
        }),
      bounds: [west, south, east, north],
      fitBoundsOptions: { padding: 56, maxZoom: 12 },
      maxZoom: styleUrl ? TILED_MAX_ZOOM : DRAWN_MAX_ZOOM,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      attributionControl: styleUrl ? {} : false,
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    return map;
  } catch {
    return null;
  }
}

function shownBy(map: GlMap) {
  const shown = map.getBounds();
  return {
    west: shown.getWest(),
    south: shown.getSouth(),
    east: shown.getEast(),
    north: shown.getNorth(),
  };
}

/** The net of degrees is as fine as the map is near. */
function followNet(map: GlMap): void {
  const draw = () => {
    const net = map.getSource<GeoJSONSource>("net");
    void net?.setData(netSource(shownBy(map), scaleOf(map.getZoom())));
  };
  void map.once("load", draw);
  map.on("moveend", draw);
}

/** The drawn map has the colours of the page, also when they change. Returns how to end that. */
function followColours(map: GlMap, container: HTMLElement): () => void {
  const paint = () => {
    const { water, land, line }: MapColours = readColours(container);
    map.setPaintProperty("water", "background-color", water);
    map.setPaintProperty("land", "fill-color", land);
    map.setPaintProperty("land", "fill-outline-color", line);
    for (const layer of ["net", "border"]) map.setPaintProperty(layer, "line-color", line);
  };
  const device = matchMedia("(prefers-color-scheme: dark)");
  const choice = new MutationObserver(paint);
  choice.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  device.addEventListener("change", paint);
  return () => {
    choice.disconnect();
    device.removeEventListener("change", paint);
  };
}
