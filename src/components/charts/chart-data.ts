/** Which of the design's inks a series is drawn in. */
export type ChartTone = "brand" | "info" | "wait" | "bad" | "ok" | "faint";

/** One quantity over the chart's times. */
export interface ChartSeries {
  /** Unique in its chart; plain letters. */
  readonly key: string;
  /** As the legend and the table say it, in the reader's language. */
  readonly name: string;
  readonly tone: ChartTone;
  /** step: holds from one time to the next. line: joined points. limit: a step without a fill that nothing may cross. */
  readonly shape: "step" | "line" | "limit";
  /** Filled down to zero. */
  readonly isFilled?: boolean;
  /** Forecast or planned, in contrast to known or measured. */
  readonly isDashed?: boolean;
  /** One for each time; null leaves a gap. In the chart's unit. */
  readonly values: readonly (number | null)[];
}

/** A chart over time, ready to be drawn. Plain data, so that a server component may hand it over. */
export interface TimeChartData {
  /** Milliseconds since the epoch: where each step begins. */
  readonly times: readonly number[];
  /** Where the last step ends. */
  readonly endsAt: number;
  /** IANA name of the clock to show. */
  readonly timeZone: string;
  /** As written behind a figure: "kW", "öre/kWh". */
  readonly unit: string;
  /** Decimals of a figure. */
  readonly digits: number;
  readonly series: readonly ChartSeries[];
  /** A line at this time ("now"), with its word. */
  readonly mark?: { readonly at: number; readonly word: string };
}

/** A row for each time, as the drawing wants it; a step that holds to `endsAt` gets a row there. */
export function chartRows(data: TimeChartData): Record<string, number | null>[] {
  const row = (at: number, index: number) => ({
    at,
    ...Object.fromEntries(data.series.map(({ key, values }) => [key, values[index] ?? null])),
  });
  const rows = data.times.map(row);
  return rows.length === 0 ? [] : [...rows, row(data.endsAt, data.times.length - 1)];
}

const STEPS_MIN = [5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440, 2880, 10_080];
const MIN_MS = 60_000;

/** How far a zone's clock is ahead of UTC. Not every browser has Temporal. */
function offsetMs(at: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  const name = format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign, hours = "0", minutes = "0"] = /([+-])(\d+):(\d+)/u.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MIN_MS;
}

/**
 * At most `most` times for the axis, on round minutes of the clock in `timeZone` as it is set at the first time: near
 * enough for marks where the clocks change in between.
 */
export function chartTicks(data: TimeChartData, most: number): number[] {
  const [first] = data.times;
  if (first === undefined) return [];
  const span = data.endsAt - first;
  const step = (STEPS_MIN.find((min) => span / (min * MIN_MS) <= most) ?? 10_080) * MIN_MS;
  const offset = offsetMs(first, data.timeZone);
  const start = Math.ceil((first + offset) / step) * step - offset;
  const count = Math.max(0, Math.floor((data.endsAt - start) / step) + 1);
  return Array.from({ length: count }, (_, index) => start + index * step);
}
