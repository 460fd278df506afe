"use client";

import { useRef, useState, type PointerEvent } from "react";
import type { DrawnStep } from "./lab-state";

const WIDTH = 320;
const HEIGHT = 150;
const FOOT = 132;
const HEAD = 12;

/** A figure as it was typed, for drawing only. */
function kwOf({ kw }: DrawnStep): number {
  const value = Number(kw.replace(",", "."));
  return Number.isFinite(value) ? Math.max(0, value) : 0;
}

/** The steps as a line with a point each, to be dragged; the table beside it says and sets the same by keys. */
export function StepDrawing({
  steps,
  onMove,
}: {
  steps: readonly DrawnStep[];
  onMove: (index: number, step: DrawnStep) => void;
}) {
  const svg = useRef<SVGSVGElement>(null);
  const drawn = scaleOf(steps);
  // While a point is dragged the scale stands still, or the drawing would run away from the hand.
  const [held, setHeld] = useState<{ index: number; scale: Scale } | null>(null);
  const scale = held?.scale ?? drawn;
  const x = (minute: number) => (Math.min(minute, scale.minutes) / scale.minutes) * WIDTH;
  const y = (kw: number) => FOOT - (Math.min(kw, scale.kw) / scale.kw) * (FOOT - HEAD);
  const drag = (event: PointerEvent) => {
    const box = svg.current?.getBoundingClientRect();
    if (held === null || !box) return;
    const minute = ((event.clientX - box.left) / box.width) * scale.minutes;
    const up = FOOT - ((event.clientY - box.top) / box.height) * HEIGHT;
    const kw = (up / (FOOT - HEAD)) * scale.kw;
    onMove(held.index, stepAt(minute, kw));
  };
  const sorted = steps.toSorted((a, b) => a.minute - b.minute);
  const line = sorted
    .map((step, index) => {
      const [from, level] = [x(step.minute), y(kwOf(step))];
      return index === 0 ? `M${from},${level}` : `H${from}V${level}`;
    })
    .join("");
  return (
    <svg
      ref={svg}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      aria-hidden
      className="w-full touch-none overflow-visible border-b border-ink"
      onPointerMove={drag}
      onPointerUp={() => setHeld(null)}
      onPointerCancel={() => setHeld(null)}
    >
      <path d={`${line}H${WIDTH}`} fill="none" className="stroke-brand" strokeWidth={2} />
      {steps.map((step, index) => (
        <circle
          key={index}
          cx={x(step.minute)}
          cy={y(kwOf(step))}
          r={8}
          className="cursor-grab fill-marker stroke-brand"
          strokeWidth={2}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            setHeld({ index, scale: drawn });
          }}
        />
      ))}
      <text x={0} y={HEIGHT - 4} className="fill-ink-soft text-xs">
        0
      </text>
      <text x={WIDTH} y={HEIGHT - 4} textAnchor="end" className="fill-ink-soft text-xs">
        {scale.minutes} min
      </text>
    </svg>
  );
}

function stepAt(minute: number, kw: number): DrawnStep {
  const tenths = Math.round(Math.min(1_000, Math.max(0, kw)) * 10);
  return { minute: Math.min(10_080, Math.max(0, Math.round(minute))), kw: String(tenths / 10) };
}

interface Scale {
  readonly minutes: number;
  readonly kw: number;
}

function scaleOf(steps: readonly DrawnStep[]): Scale {
  const minutes = Math.max(60, ...steps.map(({ minute }) => minute + 30));
  const kw = Math.max(4, ...steps.map(kwOf)) * 1.15;
  return { minutes: Math.ceil(minutes / 30) * 30, kw };
}
