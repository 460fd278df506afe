import { isJsonObject, type JsonObject, type JsonValue } from "@/ocpi/json-value";

const TIMES = new Set([
  "end_date_time",
  "last_updated",
  "period_begin",
  "period_end",
  "start_date_time",
]);

/** An object with its times in milliseconds at most, as OCPI's `DateTime` of 25 characters holds them. */
export function withStrictTimes(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [
      key,
      TIMES.has(key) && typeof value === "string" ? inMilliseconds(value) : nested(value),
    ]),
  );
}

function nested(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(nested);
  return isJsonObject(value) ? withStrictTimes(value) : value;
}

// Opening hours have a `period_begin` that is no instant: "08:00" has no fraction to lose.
function inMilliseconds(time: string): string {
  return time.replace(/(\.\d{3})\d+Z$/, "$1Z");
}
