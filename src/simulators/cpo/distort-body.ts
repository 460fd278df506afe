import type { Faults } from "./faults";

const DATE_TIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?)Z$/u;

type Change = (key: string, value: unknown, parent: object) => unknown;

function rewrite(value: unknown, change: Change): unknown {
  if (Array.isArray(value)) return value.map((item) => rewrite(item, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, change(key, rewrite(inner, change), value)]),
  );
}

const lowerCaseParty: Change = (key, value) =>
  (key === "country_code" || key === "party_id") && typeof value === "string"
    ? value.toLowerCase()
    : value;

const withoutZ: Change = (_key, value) =>
  typeof value === "string" ? value.replace(DATE_TIME, "$1") : value;

const wattHours: Change = (key, value, parent) =>
  key === "volume" && typeof value === "number" && Reflect.get(parent, "type") === "ENERGY"
    ? Math.round(value * 1000)
    : value;

/** The body as it goes out: unchanged, or strayed in the ways that are switched on. */
export function distortBody(body: unknown, faults: Faults): unknown {
  let sent = body;
  if (faults.take("lower_case_party")) sent = rewrite(sent, lowerCaseParty);
  if (faults.take("dates_without_z")) sent = rewrite(sent, withoutZ);
  if (faults.take("wh_instead_of_kwh")) sent = rewrite(sent, wattHours);
  return sent;
}
