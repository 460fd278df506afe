import type { FaultName, Faults } from "./faults";
import { FIELD_TABLES, type FieldTables } from "./field-tables";
import type { OcpiVersion } from "./ocpi-version";
import { type Change, rewriteValues } from "./rewrite-values";

const DATE_TIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(\.\d+)?Z$/u;

const lowerCaseParty: Change = (key, value) =>
  (key === "country_code" || key === "party_id") && typeof value === "string"
    ? value.toLowerCase()
    : value;

const withoutZ: Change = (_key, value) =>
  typeof value === "string" ? value.replace(DATE_TIME, "$1$2") : value;

const withOffset: Change = (_key, value) =>
  typeof value === "string"
    ? value.replace(
        DATE_TIME,
        (_whole, seconds: string, fraction = "") =>
          `${seconds}.${String(fraction).slice(1).padEnd(6, "0").slice(0, 6)}+00:00`,
      )
    : value;

const wattHours: Change = (key, value, parent) =>
  key === "volume" && typeof value === "number" && Reflect.get(parent, "type") === "ENERGY"
    ? Math.round(value * 1000)
    : value;

const numberAsText: Change = (_key, value) => (typeof value === "number" ? String(value) : value);

/** What a body is, for the fault that needs to know its fields. */
export interface BodyKind {
  /** Its class in the tables; absent where a body is not a whole object. */
  className?: string | undefined;
  version: OcpiVersion;
}

/** Names every optional field that is absent, with null, in the objects within it too. */
function fillWithNulls(className: string, value: unknown, tables: FieldTables): unknown {
  if (Array.isArray(value)) return value.map((item) => fillWithNulls(className, item, tables));
  const fields = tables.classes[className]?.fields;
  if (fields === undefined || typeof value !== "object" || value === null) return value;
  const filled: Record<string, unknown> = { ...value };
  for (const { name, type, card } of fields) {
    if (filled[name] !== undefined) filled[name] = fillWithNulls(type, filled[name], tables);
    else if (card === "?" || card === "*") filled[name] = null;
  }
  return filled;
}

type Distortion = (body: unknown, kind: BodyKind) => unknown;

const DISTORTIONS: readonly [FaultName, Distortion][] = [
  ["lower_case_party", (body) => rewriteValues(body, lowerCaseParty)],
  ["dates_without_z", (body) => rewriteValues(body, withoutZ)],
  ["microseconds_offset", (body) => rewriteValues(body, withOffset)],
  ["wh_instead_of_kwh", (body) => rewriteValues(body, wattHours)],
  [
    "null_optionals",
    (body, { className, version }) =>
      className === undefined ? body : fillWithNulls(className, body, FIELD_TABLES[version]),
  ],
  ["numbers_as_strings", (body) => rewriteValues(body, numberAsText)],
];

/** The body as it goes out: unchanged, or strayed in the ways that `isCommitted` names; asked only where a fault has an effect. */
function distort(body: unknown, kind: BodyKind, isCommitted: (name: FaultName) => boolean) {
  let sent = body;
  for (const [name, distortion] of DISTORTIONS) {
    const strayed = distortion(sent, kind);
    const hasEffect = JSON.stringify(strayed) !== JSON.stringify(sent);
    if (hasEffect && isCommitted(name)) sent = strayed;
  }
  return sent;
}

/** The body of a request of ours; counts down the faults that left their mark on it. */
export function distortBody(body: unknown, kind: BodyKind, faults: Faults): unknown {
  return distort(body, kind, (name) => faults.take(name));
}

/** An object of a list that the eMSP fetches: strayed too while a fault is on, but not counted. */
export function distortListed(object: unknown, kind: BodyKind, faults: Faults): unknown {
  return distort(object, kind, (name) => faults.isOn(name));
}
