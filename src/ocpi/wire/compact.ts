import type { JsonObject, JsonValue } from "@/ocpi/json-value";

/** A wire object without the fields that are not given, and without empty lists. */
export function compact(fields: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  const object: JsonObject = {};
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
    object[key] = value;
  }
  return object;
}
