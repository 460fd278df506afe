"use client";

import type { Map as GlMap } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useMemo, useReducer, useRef } from "react";
import { clusterPoints } from "./cluster-points";
import { LabelLayer } from "./label-layer";
import type { Spot } from "./map-point";
import { MapZoom } from "./map-zoom";
import { MarkerLayer } from "./marker-layer";
import { scaleOf } from "./mercator";
import { ScaleMark } from "./scale-mark";
import { type MovingMapProps, useGlMap } from "./use-gl-map";

/** The map on WebGL. Its markers are buttons of ours above it, which move with it. */
export function MovingMap(props: MovingMapProps) {
  const t = useTranslations("find.map");
  const frameRef = useRef<HTMLDivElement>(null);
  const map = useGlMap(frameRef, props, t("title"));
  return (
    <>
      <div ref={frameRef} className="bg-sunken" style={{ position: "absolute", inset: 0 }} />
      {map ? <OverMap map={map} {...props} /> : null}
      <MapZoom onZoom={(factor) => map?.zoomTo(map.getZoom() + Math.log2(factor))} />
    </>
  );
}

function OverMap({
  map,
  points,
  near,
  selectedId,
  onSelect,
  styleUrl,
}: MovingMapProps & { map: GlMap }) {
  const t = useTranslations("find.map");
  const overRef = useRef<HTMLDivElement>(null);
  const rest = useRest(map);
  useFollowing(map, overRef);
  const spotOf = ({ longitude, latitude }: { longitude: number; latitude: number }) =>
    map.project([longitude, latitude]);
  const clusters = useMemo(
    () =>
      rest >= 0
        ? clusterPoints(points, ({ longitude, latitude }) => map.project([longitude, latitude]))
        : [],
    [map, points, rest],
  );
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  const scale = scaleOf(map.getZoom());
  return (
    <div ref={overRef} className="pointer-events-none absolute inset-0">
      {styleUrl === null ? (
        <>
          <LabelLayer view={{ scale, width, height, spotOf }} clusters={clusters} />
          <ScaleMark latitude={map.getCenter().lat} scale={scale} />
        </>
      ) : null}
      {near ? (
        <span
          title={t("here")}
          data-longitude={near.longitude}
          data-latitude={near.latitude}
          className="absolute top-0 left-0 -mt-2 -ml-2 size-4 rounded-full border-2 border-sheet bg-info"
          style={moveTo(spotOf(near))}
        />
      ) : null}
      <MarkerLayer
        clusters={clusters}
        selectedId={selectedId}
        spotOf={spotOf}
        onSelect={onSelect}
        onOpenCluster={({ longitude, latitude }) =>
          map.easeTo({ center: [longitude, latitude], zoom: map.getZoom() + 2 })
        }
      />
    </div>
  );
}

/** Counts how often the map has come to rest: what lies above it is then laid anew. */
function useRest(map: GlMap): number {
  const [rest, restAgain] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    map.on("moveend", restAgain);
    map.on("resize", restAgain);
    return () => {
      map.off("moveend", restAgain);
      map.off("resize", restAgain);
    };
  }, [map]);
  return rest;
}

/** While the map moves, all that names its position moves with it, without drawing the page anew. */
function useFollowing(map: GlMap, overRef: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const follow = () => {
      for (const item of overRef.current?.querySelectorAll<HTMLElement>("[data-longitude]") ?? []) {
        const { longitude, latitude } = item.dataset;
        const { transform } = moveTo(map.project([Number(longitude), Number(latitude)]));
        item.style.transform = transform;
      }
    };
    map.on("move", follow);
    return () => {
      map.off("move", follow);
    };
  }, [map, overRef]);
}

function moveTo({ x, y }: Spot) {
  return { transform: `translate(${x}px, ${y}px)` };
}
