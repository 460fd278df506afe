"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { clusterPoints } from "./cluster-points";
import { LabelLayer } from "./label-layer";
import { landPath, netPath, readLand } from "./land";
import type { MapFaceProps } from "./map-face";
import { boundsOf, type Spot } from "./map-point";
import { MapZoom } from "./map-zoom";
import { MarkerLayer } from "./marker-layer";
import { degreesOf, type MapView, shownBounds, viewOf, worldOf } from "./mercator";
import { ScaleMark } from "./scale-mark";

const LEAST_SCALE = 800;
const MOST_SCALE = 3_000_000;
const EUROPE = { west: -10, south: 44, east: 26, north: 64 };

/** The map without WebGL: land and borders as a drawing that can be moved and enlarged. */
export function DrawnMap({ points, near, selectedId, onSelect, onMove }: MapFaceProps) {
  const frameRef = useRef<HTMLDivElement>(null);
  const heldRef = useRef<Spot | null>(null);
  const [frame, setFrame] = useState({ width: 0, height: 0 });
  const [moved, setMoved] = useState<MapView | null>(null);
  const land = useQuery({ queryKey: ["map", "land"], queryFn: readLand, staleTime: Infinity });
  const path = useMemo(() => (land.data ? landPath(land.data) : null), [land.data]);
  useEffect(() => {
    const element = frameRef.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const { width, height } = entry.contentRect;
      setFrame({ width, height });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const view =
    moved ?? viewOf(boundsOf(near ? [...points, near] : points) ?? EUROPE, frame, MOST_SCALE / 20);
  const middle = worldOf(view.longitude, view.latitude);
  const spotOf = (at: { readonly longitude: number; readonly latitude: number }) => {
    const { x, y } = worldOf(at.longitude, at.latitude);
    return {
      x: (x - middle.x) * view.scale + frame.width / 2,
      y: (y - middle.y) * view.scale + frame.height / 2,
    };
  };
  const go = (next: MapView) => {
    const scale = Math.max(LEAST_SCALE, Math.min(MOST_SCALE, next.scale));
    setMoved({ ...next, scale });
    onMove(shownBounds({ ...next, scale }, frame));
  };
  const pan = (x: number, y: number) =>
    go({
      ...degreesOf({ x: middle.x - x / view.scale, y: middle.y - y / view.scale }),
      scale: view.scale,
    });
  const letGo = () => {
    heldRef.current = null;
  };
  const here = near && spotOf(near);
  const clusters = clusterPoints(points, spotOf);
  const origin = {
    x: frame.width / 2 - middle.x * view.scale,
    y: frame.height / 2 - middle.y * view.scale,
  };
  return (
    <>
      <div
        ref={frameRef}
        className="absolute inset-0 cursor-grab touch-none overflow-hidden bg-sunken active:cursor-grabbing"
        onPointerDown={({ currentTarget, pointerId, clientX, clientY }) => {
          currentTarget.setPointerCapture(pointerId);
          heldRef.current = { x: clientX, y: clientY };
        }}
        onPointerMove={({ clientX, clientY }) => {
          const held = heldRef.current;
          if (!held) return;
          heldRef.current = { x: clientX, y: clientY };
          pan(clientX - held.x, clientY - held.y);
        }}
        onPointerUp={letGo}
        onPointerCancel={letGo}
      >
        <svg aria-hidden width="100%" height="100%">
          {path ? (
            <g transform={`translate(${origin.x} ${origin.y}) scale(${view.scale})`}>
              <path
                d={path.land}
                className="fill-paper stroke-rule-strong"
                vectorEffect="non-scaling-stroke"
              />
              <path
                d={netPath(shownBounds(view, frame), view.scale)}
                fill="none"
                strokeOpacity={0.35}
                strokeWidth={0.5}
                className="stroke-rule-strong"
                vectorEffect="non-scaling-stroke"
              />
              <path
                d={path.borders}
                fill="none"
                strokeDasharray="3 3"
                className="stroke-rule-strong"
                vectorEffect="non-scaling-stroke"
              />
            </g>
          ) : null}
          {here ? (
            <circle
              cx={here.x}
              cy={here.y}
              r={7}
              className="fill-info stroke-sheet"
              strokeWidth={2}
            />
          ) : null}
        </svg>
      </div>
      {frame.width > 0 ? (
        <>
          <LabelLayer view={{ ...frame, scale: view.scale, spotOf }} clusters={clusters} />
          <ScaleMark {...view} />
          <MarkerLayer
            clusters={clusters}
            selectedId={selectedId}
            spotOf={spotOf}
            onSelect={onSelect}
            onOpenCluster={({ latitude, longitude }) =>
              go({ latitude, longitude, scale: view.scale * 4 })
            }
          />
        </>
      ) : null}
      <MapZoom onZoom={(factor) => go({ ...view, scale: view.scale * factor })} />
    </>
  );
}
