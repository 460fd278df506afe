import { isJsonObject, type JsonObject, type JsonValue } from "@/ocpi/json-value";

const TIMES = new Set([
  "end_datetime",
  "last_updated",
  "period_begin",
  "period_end",
  "start_date_time",
  "start_datetime",
]);

const OPTIONAL_TEXTS = new Set([
  "energy_product_name",
  "evse_id",
  "floor_level",
  "language",
  "meter_id",
  "physical_reference",
  "supplier_name",
  "tariff_alt_url",
  "tariff_id",
  "terms_and_conditions",
  "thumbnail",
  "time_zone",
  "visual_number",
  "website",
]);

/**
 * An object as strict 2.1.1 partners take it: without the fields of later versions that are named, without empty
 * optional texts, and with times in whole seconds, which is all that 2.1.1 knows.
 */
export function strictForm(object: JsonObject, laterFields: readonly string[] = []): JsonObject {
  const strict: JsonObject = {};
  for (const [key, value] of Object.entries(object)) {
    if (laterFields.includes(key) || (value === "" && OPTIONAL_TEXTS.has(key))) continue;
    strict[key] = TIMES.has(key) && typeof value === "string" ? wholeSeconds(value) : nested(value);
  }
  return strict;
}

function nested(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(nested);
  return isJsonObject(value) ? strictForm(value) : value;
}

// Opening hours have a `period_begin` that is no instant: "08:00" has no fraction to lose.
function wholeSeconds(time: string): string {
  return time.replace(/\.\d+Z$/, "Z");
}
