import { parseDecimal } from "@/core/money/quantity";
import { QUARTER_MS } from "@/core/smart-charging/market/market-point";
import { ProblemList } from "./problem-list";
import { nodesAt, textAt, type XmlNode } from "./xml-nodes";

/** A value for each quarter hour (by its start, epoch ms), and how long the steps were that it came in. */
export interface ReadPeriod {
  readonly minutes: number;
  readonly quarters: ReadonlyMap<number, bigint>;
}

/** How the points of a series are read: the element of the value, and its places after the point. */
export interface ValueForm {
  readonly element: "price.amount" | "quantity";
  readonly digits: number;
}

/** Resolutions that fit quarter hours (IEC 62325-451, ISO 8601 durations). */
const MINUTES: ReadonlyMap<string, number> = new Map([
  ["PT15M", 15],
  ["PT30M", 30],
  ["PT60M", 60],
  ["PT1H", 60],
]);

/** Longer than a leap year, no period is. */
const MOST_MS = 367 * 86_400_000;
const MOST_VALUE = 10n ** 15n;

/**
 * Reads the periods of a series. Curve type A01 has a value at every position; A03 (variable sized block) leaves out
 * positions whose value is that of the one before, to the end of the interval. What can't be read is noted, and the
 * rest is taken.
 */
export function readPeriods(
  series: XmlNode,
  form: ValueForm,
  problems: ProblemList,
): readonly ReadPeriod[] {
  const curve = textAt(series, "curveType") ?? "A01";
  if (curve !== "A01" && curve !== "A03") {
    problems.add("curve", curve);
    return [];
  }
  return nodesAt(series, "Period").flatMap((period) => {
    const frame = readFrame(period, problems);
    if (frame === null) return [];
    const values = readPoints(period, form, { count: frame.count, problems });
    return [layOut({ ...frame, repeats: curve === "A03" }, values, problems)];
  });
}

/** How many quarter hours a document's periods span in all, before any of them is laid out. */
export function quartersSpanned(document: XmlNode): number {
  const unheard = new ProblemList();
  return nodesAt(document, "TimeSeries")
    .flatMap((series) => nodesAt(series, "Period"))
    .map((period) => readFrame(period, unheard))
    .reduce((sum, frame) => sum + (frame ? (frame.count * frame.minutes) / 15 : 0), 0);
}

interface Frame {
  readonly startMs: number;
  readonly minutes: number;
  readonly count: number;
}

function readFrame(period: XmlNode, problems: ProblemList): Frame | null {
  const resolution = textAt(period, "resolution") ?? "";
  const minutes = MINUTES.get(resolution);
  if (minutes === undefined) {
    problems.add("resolution", resolution);
    return null;
  }
  const start = textAt(period, "timeInterval", "start") ?? "";
  const end = textAt(period, "timeInterval", "end") ?? "";
  const startMs = epochMsOf(start);
  const endMs = epochMsOf(end);
  const lengthMs = (endMs ?? 0) - (startMs ?? 0);
  const isSound =
    startMs !== null &&
    endMs !== null &&
    startMs % QUARTER_MS === 0 &&
    lengthMs > 0 &&
    lengthMs <= MOST_MS &&
    lengthMs % (minutes * 60_000) === 0;
  if (!isSound) {
    problems.add("interval", `${start}/${end}`);
    return null;
  }
  return { startMs, minutes, count: lengthMs / (minutes * 60_000) };
}

function epochMsOf(text: string): number | null {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return null;
  }
}

function readPoints(
  period: XmlNode,
  form: ValueForm,
  { count, problems }: { readonly count: number; readonly problems: ProblemList },
): ReadonlyMap<number, bigint> {
  const values = new Map<number, bigint>();
  for (const point of nodesAt(period, "Point")) {
    const written = textAt(point, "position") ?? "";
    const position = /^\d{1,6}$/.test(written) ? Number(written) : 0;
    if (position < 1 || position > count || values.has(position)) {
      problems.add("position", `${written}/${count}`);
      continue;
    }
    const text = textAt(point, form.element) ?? "";
    const read = parseDecimal(text, form.digits);
    if (!read.ok || read.value.value > MOST_VALUE || read.value.value < -MOST_VALUE) {
      problems.add("number", text);
      continue;
    }
    if (read.value.isRounded) problems.add("rounded", text);
    values.set(position, read.value.value);
  }
  return values;
}

function layOut(
  frame: Frame & { readonly repeats: boolean },
  values: ReadonlyMap<number, bigint>,
  problems: ProblemList,
): ReadPeriod {
  const { startMs, minutes, count, repeats } = frame;
  const stepMs = minutes * 60_000;
  const quarters = new Map<number, bigint>();
  let last: bigint | undefined;
  let missing = 0;
  for (let position = 1; position <= count; position += 1) {
    const value = values.get(position) ?? (repeats ? last : undefined);
    if (value === undefined) {
      missing += 1;
      continue;
    }
    last = value;
    const fromMs = startMs + (position - 1) * stepMs;
    for (let at = fromMs; at < fromMs + stepMs; at += QUARTER_MS) quarters.set(at, value);
  }
  if (missing > 0) {
    const start = Temporal.Instant.fromEpochMilliseconds(startMs).toString();
    problems.add("gap", `${start} ${missing}/${count}`);
  }
  return { minutes, quarters };
}
