import { type Field, FIELD_TABLES, type FieldTables } from "./field-tables";
import type { OcpiVersion } from "./ocpi-version";

/** Forms that the tables do not tell, by `Class.field`. */
const PATTERNS: Record<string, RegExp> = {
  "AdditionalGeoLocation.latitude": /^-?\d{1,2}\.\d{5,7}$/u,
  "AdditionalGeoLocation.longitude": /^-?\d{1,3}\.\d{5,7}$/u,
  "GeoLocation.latitude": /^-?\d{1,2}\.\d{5,7}$/u,
  "GeoLocation.longitude": /^-?\d{1,3}\.\d{5,7}$/u,
  "TariffRestrictions.start_time": /^(?:[01]\d|2[0-3]):[0-5]\d$/u,
  "TariffRestrictions.end_time": /^(?:[01]\d|2[0-3]):[0-5]\d$/u,
  "Credentials.token": /^[\u0021-\u007e]+$/u,
};

/** 2.1.1 is stricter about two of them, and knows no fractions of a second. */
const PATTERNS_211: Record<string, RegExp> = {
  ...PATTERNS,
  "GeoLocation.latitude": /^-?\d{1,2}\.\d{6}$/u,
  "GeoLocation.longitude": /^-?\d{1,3}\.\d{6}$/u,
};

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z?$/u;
const DATE_TIME_211 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z?$/u;

interface Rules {
  tables: FieldTables;
  patterns: Record<string, RegExp>;
  dateTime: RegExp;
  isClosed: boolean;
}

function rulesOf(version: OcpiVersion, isClosed: boolean): Rules {
  const isOld = version === "2.1.1";
  return {
    tables: FIELD_TABLES[version],
    patterns: isOld ? PATTERNS_211 : PATTERNS,
    dateTime: isOld ? DATE_TIME_211 : DATE_TIME,
    isClosed,
  };
}

export interface Strictness {
  /** Every field but `last_updated` may be missing, as in a PATCH. */
  isPartial?: boolean;
  /** Fields that the tables do not know are errors too: for what we send. */
  isClosed?: boolean;
  /** Default 2.2.1. */
  version?: OcpiVersion;
}

function textProblem(value: unknown, field: Field, { dateTime }: Rules): string | null {
  if (typeof value !== "string") return "is not a string";
  if (field.max !== null && value.length > field.max) return `is longer than ${field.max}`;
  if (field.type === "CiString" && !/^[\u0020-\u007e]+$/u.test(value))
    return "is not printable ASCII";
  if (/[\r\n\t]/u.test(value)) return "holds a line break or a tab";
  if (field.type === "URL" && (value.length > 255 || !URL.canParse(value))) return "is not a URL";
  if (field.type === "DateTime" && (value.length > 25 || !dateTime.test(value)))
    return "is not a DateTime";
  return null;
}

function simpleProblem(value: unknown, field: Field, rules: Rules): string | null {
  const allowed = rules.tables.enums[field.type];
  if (allowed !== undefined && allowed.open) {
    return typeof value === "string" && value !== "" ? null : `is not a ${field.type}`;
  }
  if (allowed !== undefined) {
    return allowed.values.some((known) => known === value) ? null : `is not a ${field.type}`;
  }
  if (field.type === "boolean") return typeof value === "boolean" ? null : "is not a boolean";
  if (field.type === "int") return Number.isInteger(value) ? null : "is not a whole number";
  if (field.type === "number") {
    const isFine = typeof value === "number" && Number(value.toFixed(4)) === value;
    return isFine ? null : "is not a number of at most four decimals";
  }
  return textProblem(value, field, rules);
}

function valueProblems(value: unknown, field: Field, where: string, rules: Rules): string[] {
  if (rules.tables.classes[field.type] !== undefined) {
    return objectProblems(field.type, value, false, rules).map((problem) => `${where}.${problem}`);
  }
  const problem = simpleProblem(value, field, rules);
  return problem === null ? [] : [`${where} ${problem}`];
}

function fieldProblems(value: unknown, field: Field, isOptional: boolean, rules: Rules): string[] {
  const isList = field.card === "*" || field.card === "+";
  const isAbsent = value === undefined || value === null;
  if (isAbsent) {
    return isOptional || field.card === "?" || field.card === "*"
      ? []
      : [`${field.name} is missing`];
  }
  if (!isList) return valueProblems(value, field, field.name, rules);
  if (!Array.isArray(value)) return [`${field.name} is not a list`];
  if (field.card === "+" && value.length === 0 && !isOptional) return [`${field.name} is empty`];
  return value.flatMap((item: unknown, index) =>
    valueProblems(item, field, `${field.name}[${index}]`, rules),
  );
}

function objectProblems(
  className: string,
  value: unknown,
  isPartial: boolean,
  rules: Rules,
): string[] {
  const table = rules.tables.classes[className];
  if (table === undefined) throw new Error(`there is no class ${className}`);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [`${className} is not an object`];
  }
  const problems = table.fields.flatMap((field) => {
    const inner: unknown = Reflect.get(value, field.name);
    const pattern = rules.patterns[`${className}.${field.name}`];
    // A PATCH of 2.1.1 needs not even `last_updated`.
    const isOptional =
      isPartial && (field.name !== "last_updated" || rules.tables === FIELD_TABLES["2.1.1"]);
    const found = fieldProblems(inner, field, isOptional, rules);
    if (
      found.length === 0 &&
      pattern !== undefined &&
      typeof inner === "string" &&
      !pattern.test(inner)
    ) {
      return [`${field.name} has the wrong form`];
    }
    return found;
  });
  const known = new Set(table.fields.map(({ name }) => name));
  const foreign = rules.isClosed ? Object.keys(value).filter((key) => !known.has(key)) : [];
  return [...problems, ...foreign.map((key) => `${key} is not a field of ${className}`)];
}

/** Everything in which a value strays from the table of an OCPI class; an empty list when nothing does. */
export function findViolations(
  className: string,
  value: unknown,
  { isPartial = false, isClosed = false, version = "2.2.1" }: Strictness = {},
): string[] {
  return objectProblems(className, value, isPartial, rulesOf(version, isClosed));
}
