"use client";

import type { Map as GlMap } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useMemo, useReducer, useRef } from "react";
import { type Cluster, clusterPoints } from "./cluster-points";
import type { MapPoint } from "./map-point";
import { MapZoom } from "./map-zoom";
import { MarkerLayer } from "./marker-layer";
import { type MovingMapProps, useGlMap } from "./use-gl-map";

/** The map on WebGL. Its markers are buttons of ours above it, which move with it. */
export function MovingMap(props: MovingMapProps) {
  const { points, near, selectedId, onSelect } = props;
  const t = useTranslations("find.map");
  const frameRef = useRef<HTMLDivElement>(null);
  const layerRef = useRef<HTMLUListElement>(null);
  const hereRef = useRef<HTMLSpanElement>(null);
  const map = useGlMap(frameRef, props, t("title"));
  const clusters = useClusters(map, points);
  useFollowing(map, { layerRef, hereRef, clusters, near });
  const spotOf = ({ longitude, latitude }: { longitude: number; latitude: number }) =>
    map ? map.project([longitude, latitude]) : { x: 0, y: 0 };
  return (
    <>
      <div ref={frameRef} className="bg-sunken" style={{ position: "absolute", inset: 0 }} />
      {map && near ? (
        <span
          ref={hereRef}
          title={t("here")}
          className="pointer-events-none absolute top-0 left-0 -mt-2 -ml-2 size-4 rounded-full border-2 border-sheet bg-info"
          style={moveTo(spotOf(near))}
        />
      ) : null}
      {map ? (
        <MarkerLayer
          layerRef={layerRef}
          clusters={clusters}
          selectedId={selectedId}
          spotOf={spotOf}
          onSelect={onSelect}
          onOpenCluster={({ longitude, latitude }) =>
            map.easeTo({ center: [longitude, latitude], zoom: map.getZoom() + 2 })
          }
        />
      ) : null}
      <MapZoom onZoom={(factor) => map?.zoomTo(map.getZoom() + Math.log2(factor))} />
    </>
  );
}

/** Gathers the places anew whenever the map has come to rest. */
function useClusters(map: GlMap | null, points: readonly MapPoint[]): readonly Cluster[] {
  const [rest, restAgain] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (!map) return;
    map.on("moveend", restAgain);
    map.on("resize", restAgain);
    return () => {
      map.off("moveend", restAgain);
      map.off("resize", restAgain);
    };
  }, [map]);
  return useMemo(
    () =>
      map && rest >= 0
        ? clusterPoints(points, ({ longitude, latitude }) => map.project([longitude, latitude]))
        : [],
    [map, points, rest],
  );
}

/** While the map moves, markers move with it without drawing the page anew. */
function useFollowing(
  map: GlMap | null,
  {
    layerRef,
    hereRef,
    clusters,
    near,
  }: {
    layerRef: RefObject<HTMLUListElement | null>;
    hereRef: RefObject<HTMLSpanElement | null>;
    clusters: readonly Cluster[];
    near: MovingMapProps["near"];
  },
): void {
  useEffect(() => {
    if (!map) return;
    const byKey = new Map(clusters.map((cluster) => [cluster.key, cluster]));
    const follow = () => {
      for (const item of layerRef.current?.querySelectorAll<HTMLElement>("[data-key]") ?? []) {
        const cluster = byKey.get(item.dataset["key"] ?? "");
        if (!cluster) continue;
        const { transform } = moveTo(map.project([cluster.longitude, cluster.latitude]));
        item.style.transform = transform;
      }
      if (near && hereRef.current) {
        const { transform } = moveTo(map.project([near.longitude, near.latitude]));
        hereRef.current.style.transform = transform;
      }
    };
    map.on("move", follow);
    return () => {
      map.off("move", follow);
    };
  }, [map, layerRef, hereRef, clusters, near]);
}

function moveTo({ x, y }: { readonly x: number; readonly y: number }) {
  return { transform: `translate(${x}px, ${y}px)` };
}
