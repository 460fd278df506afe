/** A stretch of even power, W. */
interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  readonly powerW: number;
}

/** What is planned: W from each time to the next. */
interface Plan {
  readonly times: readonly number[];
  readonly endsAt: number;
  readonly powerW: readonly number[];
}

/** Paths of an SVG `width` wide and `height` tall. */
export interface PowerDrawing {
  readonly width: number;
  readonly height: number;
  readonly line: string;
  readonly area: string;
  /** Empty where nothing is planned after now. */
  readonly planned: string;
  readonly nowX: number;
  /** What the upper edge stands for. */
  readonly topW: number;
  readonly endMs: number;
}

const WIDTH = 600;
const HEIGHT = 120;
/** A step of the scale: the curve's top is on a round figure and does not creep with each reading. */
const SCALE_W = [3_700, 7_400, 11_000, 22_000, 50_000, 100_000, 150_000, 200_000, 300_000, 400_000];

/** Draws the power of a charge as steps, from its start to now or to the end of what is planned. */
export function powerDrawing({
  stretches,
  plan,
  startMs,
  nowMs,
}: {
  readonly stretches: readonly Stretch[];
  readonly plan: Plan | null;
  readonly startMs: number;
  readonly nowMs: number;
}): PowerDrawing {
  const coming = plan ? comingOf(plan, nowMs) : [];
  const endMs = Math.max(nowMs, startMs + 60_000, ...coming.map(({ toMs }) => toMs));
  const most = Math.max(0, ...[...stretches, ...coming].map(({ powerW }) => powerW));
  const topW = SCALE_W.find((step) => step >= most) ?? most;
  const x = (ms: number) => round(((ms - startMs) / (endMs - startMs)) * WIDTH);
  const y = (powerW: number) => round(HEIGHT - (powerW / topW) * HEIGHT);
  const line = steps(stretches, x, y);
  const [first, last] = [stretches[0], stretches.at(-1)];
  return {
    width: WIDTH,
    height: HEIGHT,
    line,
    area: first && last ? `${line}L${x(last.toMs)} ${HEIGHT}L${x(first.fromMs)} ${HEIGHT}Z` : "",
    planned: steps(coming, x, y),
    nowX: x(nowMs),
    topW,
    endMs,
  };
}

function comingOf({ times, endsAt, powerW }: Plan, nowMs: number): Stretch[] {
  return times
    .map((ms, index) => ({
      fromMs: Math.max(ms, nowMs),
      toMs: times[index + 1] ?? endsAt,
      powerW: powerW[index] ?? 0,
    }))
    .filter(({ fromMs, toMs }) => fromMs < toMs);
}

function steps(
  stretches: readonly Stretch[],
  x: (ms: number) => number,
  y: (powerW: number) => number,
): string {
  return stretches
    .map(({ fromMs, toMs, powerW }, index) => {
      const begin = `${index === 0 ? "M" : "L"}${x(fromMs)} ${y(powerW)}`;
      return `${begin}L${x(toMs)} ${y(powerW)}`;
    })
    .join("");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
