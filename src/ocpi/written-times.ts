import type { PartnerSettings } from "@/services/partners/authenticated-partner";
import { isJsonObject } from "./json-value";

/** Whether times are written with a fraction of a second; absent: where there is one. */
export type WrittenTimes = PartnerSettings["fractionSeconds"];

const TIMES = new Set([
  "departure_time",
  "end_date_time",
  "end_datetime",
  "expiry_date",
  "last_updated",
  "period_begin",
  "period_end",
  "start_date_time",
  "start_datetime",
  "stop_date_time",
  "timestamp",
]);
// Opening hours have a `period_begin` that is no instant: "08:00" has no fraction.
const INSTANT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?Z$/;

/** A time of the wire in the form that a partner reads: to the second, or always with milliseconds. */
export function writtenTime(time: string, form: WrittenTimes): string {
  const [, second, fraction = ""] = INSTANT.exec(time) ?? [];
  if (form === undefined || second === undefined) return time;
  return form === "without" ? `${second}Z` : `${second}.${fraction.slice(0, 3).padEnd(3, "0")}Z`;
}

/** What is sent to a partner, its times in the form that he reads. */
export function withWrittenTimes(value: unknown, form: WrittenTimes): unknown {
  if (form === undefined) return value;
  if (Array.isArray(value)) return value.map((one) => withWrittenTimes(one, form));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, held]) => [
      key,
      TIMES.has(key) && typeof held === "string"
        ? writtenTime(held, form)
        : withWrittenTimes(held, form),
    ]),
  );
}
