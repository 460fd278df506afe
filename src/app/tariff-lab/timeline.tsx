"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { epochMs, formatTime } from "@/i18n/formats";
import type { Answer, Priced } from "./lab-answer";

const POWER_FOOT = 92;
const POWER_HEAD = 14;
const BAND = 26;
const LEFT = 44;

/** The charge from start to end: the power above, and below it the stretches by each tariff. */
export function Timeline({ answer }: { answer: Answer }) {
  const t = useTranslations("tariffs.lab");
  const locale = useLocale();
  const [frame, width] = useWidth();
  const { course, timeZone, sides } = answer;
  const [from, to] = [epochMs(course.start), epochMs(course.end)];
  const span = Math.max(1, to - from);
  const x = (at: string) => LEFT + ((epochMs(at) - from) / span) * (width - LEFT - 1);
  const trials = sides.flatMap((side) =>
    side.kind === "tariff" && side.trial.kind === "priced" ? [side.trial] : [],
  );
  const clock = (at: string) => formatTime(at, locale, timeZone, "time");
  const count = trials[0]?.segments.length ?? 0;
  const bandsAt = POWER_FOOT + 10;
  const height = bandsAt + trials.length * (BAND + 6) + 22;
  const first = trials[0]?.segments ?? [];
  return (
    <figure
      ref={frame}
      className="w-full"
      aria-label={t("timelineLabel", {
        count,
        start: clock(course.start),
        end: clock(course.end),
      })}
    >
      <svg width={width} height={height} aria-hidden className="block overflow-visible text-xs">
        <Power course={course} x={x} width={width} />
        {trials.map((trial, index) => (
          <Band
            key={index}
            trial={trial}
            x={x}
            y={bandsAt + index * (BAND + 6)}
            letter={trials.length > 1 ? ("AB"[index] ?? "") : ""}
          />
        ))}
        {ticksOf([course.start, ...first.slice(1).map(({ start }) => start), course.end], x).map(
          ({ at, isLast }) => (
            <g key={at} className="fill-ink-soft">
              <line
                x1={x(at)}
                x2={x(at)}
                y1={POWER_FOOT}
                y2={height - 20}
                className="stroke-rule-strong"
                strokeDasharray="2 3"
              />
              <text
                x={x(at)}
                y={height - 5}
                textAnchor={isLast ? "end" : at === course.start ? "start" : "middle"}
              >
                {clock(at)}
              </text>
            </g>
          ),
        )}
      </svg>
    </figure>
  );
}

const TICK_ROOM = 62;

/** The moments that have room for their time; the first and the last always have. */
function ticksOf(moments: readonly string[], x: (at: string) => number) {
  const last = moments.at(-1) ?? "";
  const kept: string[] = [];
  for (const at of moments.slice(0, -1)) {
    const before = kept.at(-1);
    if (before !== undefined && x(at) - x(before) < TICK_ROOM) continue;
    if (before !== undefined && x(last) - x(at) < TICK_ROOM) continue;
    kept.push(at);
  }
  return [...kept.map((at) => ({ at, isLast: false })), { at: last, isLast: true }];
}

function Power({
  course,
  x,
  width,
}: {
  course: Answer["course"];
  x: (at: string) => number;
  width: number;
}) {
  const most = Math.max(1, ...course.power.map(({ kw }) => Number(kw)));
  const y = (kw: string) => POWER_FOOT - (Number(kw) / most) * (POWER_FOOT - POWER_HEAD);
  const line = course.power.map(({ at, kw }, index) =>
    index === 0 ? `M${x(at)},${POWER_FOOT}V${y(kw)}` : `H${x(at)}V${y(kw)}`,
  );
  return (
    <g>
      <path d={`${line.join("")}V${POWER_FOOT}Z`} className="fill-marker/45 stroke-brand" />
      <line x1={LEFT} x2={width} y1={POWER_FOOT} y2={POWER_FOOT} className="stroke-ink" />
      <text x={LEFT - 6} y={POWER_HEAD + 4} textAnchor="end" className="fill-ink-soft">
        {Number(most.toFixed(1))} kW
      </text>
      <text x={LEFT - 6} y={POWER_FOOT + 1} textAnchor="end" className="fill-ink-soft">
        0
      </text>
    </g>
  );
}

const NUMBER_ROOM = 16;

function Band({
  trial,
  x,
  y,
  letter,
}: {
  trial: Priced;
  x: (at: string) => number;
  y: number;
  letter: string;
}) {
  return (
    <g>
      <text x={LEFT - 6} y={y + BAND / 2 + 4} textAnchor="end" className="fill-ink font-medium">
        {letter}
      </text>
      {trial.segments.map(({ start, end, isCharging }, index) => {
        const size = Math.max(1, x(end) - x(start));
        return (
          <g key={start}>
            <rect
              x={x(start)}
              y={y}
              width={size}
              height={BAND}
              className={isCharging ? "fill-brand stroke-paper" : "fill-sunken stroke-rule-strong"}
            />
            {size < NUMBER_ROOM ? null : (
              <text
                x={x(start) + size / 2}
                y={y + BAND / 2 + 4}
                textAnchor="middle"
                className={isCharging ? "fill-on-brand font-medium" : "fill-ink font-medium"}
              >
                {index + 1}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}

const FIRST_WIDTH = 640;

/** The width of an element in pixels, so that a drawing's text keeps its size on any screen. */
function useWidth() {
  const frame = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(FIRST_WIDTH);
  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.max(240, Math.floor(entry.contentRect.width)));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [frame, width] as const;
}
