import { formatScaled, parseMicro } from "@/core/money/quantity";
import { isJsonObject, JsonNumber, type JsonObject, type JsonValue } from "./json-value";
import type { Finding } from "./wire/read-wire";

const TOTALS = ["kwh", "total_energy"];
/** OCPI CdrDimensionType, those in kWh. */
const ENERGIES = new Set(["ENERGY", "ENERGY_EXPORT", "ENERGY_IMPORT"]);
/** The note at each value that was divided. */
const NOTE = "wh-for-kwh";

/** A CDR, a Session or a change of one in kWh, and where it was not. */
export interface InKwh {
  readonly json: JsonValue;
  readonly notes: readonly Finding[];
}

/**
 * Reads the energy of a partner who is known to send Wh: what OCPI has in kWh is divided by 1,000, exactly to 10⁻⁹.
 * What is no number stays, for the reader to judge. OCPI mod_sessions and mod_cdrs, `kwh`, `total_energy`, CdrDimension.
 */
export function inKwh(json: JsonValue): InKwh {
  if (!isJsonObject(json)) return { json, notes: [] };
  const notes: Finding[] = [];
  const read: JsonObject = { ...json };
  for (const field of TOTALS) divide(read, field, field, notes);
  const periods = json["charging_periods"];
  if (Array.isArray(periods)) {
    read["charging_periods"] = periods.map((period, index) =>
      ofPeriod(period, `charging_periods[${index}]`, notes),
    );
  }
  return { json: read, notes };
}

function ofPeriod(period: JsonValue, path: string, notes: Finding[]): JsonValue {
  if (!isJsonObject(period)) return period;
  const { dimensions } = period;
  if (!Array.isArray(dimensions)) return period;
  const read = dimensions.map((dimension, index) => {
    if (!isJsonObject(dimension)) return dimension;
    const { type } = dimension;
    if (typeof type !== "string" || !ENERGIES.has(type.trim().toUpperCase())) return dimension;
    const divided: JsonObject = { ...dimension };
    divide(divided, "volume", `${path}.dimensions[${index}].volume`, notes);
    return divided;
  });
  return { ...period, dimensions: read };
}

function divide(object: JsonObject, field: string, path: string, notes: Finding[]): void {
  const value = object[field];
  const source = value instanceof JsonNumber ? value.source : value;
  if (typeof source !== "string") return;
  const parsed = parseMicro(source);
  if (!parsed.ok) return;
  const kwh = formatScaled(parsed.value.value, 9);
  // A number that came as a text stays one, so that this is noted too.
  object[field] = value instanceof JsonNumber ? new JsonNumber(kwh) : kwh;
  notes.push({ path, code: NOTE });
}
