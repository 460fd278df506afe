import fieldTables from "./fixtures/ocpi-2.2.1-fields.json" with { type: "json" };

interface Field {
  name: string;
  type: string;
  max: number | null;
  card: string;
}

interface FieldTables {
  classes: Record<string, { fields: Field[] }>;
  enums: Record<string, { values: string[] }>;
}

const TABLES: FieldTables = fieldTables;

const PATTERNS: Record<string, RegExp> = {
  "AdditionalGeoLocation.latitude": /^-?\d{1,2}\.\d{5,7}$/u,
  "AdditionalGeoLocation.longitude": /^-?\d{1,3}\.\d{5,7}$/u,
  "GeoLocation.latitude": /^-?\d{1,2}\.\d{5,7}$/u,
  "GeoLocation.longitude": /^-?\d{1,3}\.\d{5,7}$/u,
  "TariffRestrictions.start_time": /^(?:[01]\d|2[0-3]):[0-5]\d$/u,
  "TariffRestrictions.end_time": /^(?:[01]\d|2[0-3]):[0-5]\d$/u,
  "Credentials.token": /^[\u0021-\u007e]+$/u,
};

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z?$/u;

export interface Strictness {
  /** Every field but `last_updated` may be missing, as in a PATCH. */
  isPartial?: boolean;
  /** Fields that the tables do not know are errors too: for what we send. */
  isClosed?: boolean;
}

function textProblem(value: unknown, field: Field): string | null {
  if (typeof value !== "string") return "is not a string";
  if (field.max !== null && value.length > field.max) return `is longer than ${field.max}`;
  if (field.type === "CiString" && !/^[\u0020-\u007e]+$/u.test(value))
    return "is not printable ASCII";
  if (/[\r\n\t]/u.test(value)) return "holds a line break or a tab";
  if (field.type === "URL" && (value.length > 255 || !URL.canParse(value))) return "is not a URL";
  if (field.type === "DateTime" && (value.length > 25 || !DATE_TIME.test(value)))
    return "is not a DateTime";
  return null;
}

function simpleProblem(value: unknown, field: Field): string | null {
  const allowed = TABLES.enums[field.type];
  if (allowed !== undefined) {
    return allowed.values.some((known) => known === value) ? null : `is not a ${field.type}`;
  }
  if (field.type === "boolean") return typeof value === "boolean" ? null : "is not a boolean";
  if (field.type === "int") return Number.isInteger(value) ? null : "is not a whole number";
  if (field.type === "number") {
    const isFine = typeof value === "number" && Number(value.toFixed(4)) === value;
    return isFine ? null : "is not a number of at most four decimals";
  }
  return textProblem(value, field);
}

function valueProblems(value: unknown, field: Field, where: string, isClosed: boolean): string[] {
  if (TABLES.classes[field.type] !== undefined) {
    return findViolations(field.type, value, { isClosed }).map((problem) => `${where}.${problem}`);
  }
  const problem = simpleProblem(value, field);
  return problem === null ? [] : [`${where} ${problem}`];
}

function fieldProblems(
  value: unknown,
  field: Field,
  isOptional: boolean,
  isClosed: boolean,
): string[] {
  const isList = field.card === "*" || field.card === "+";
  const isAbsent = value === undefined || value === null;
  if (isAbsent) {
    return isOptional || field.card === "?" || field.card === "*"
      ? []
      : [`${field.name} is missing`];
  }
  if (!isList) return valueProblems(value, field, field.name, isClosed);
  if (!Array.isArray(value)) return [`${field.name} is not a list`];
  if (field.card === "+" && value.length === 0 && !isOptional) return [`${field.name} is empty`];
  return value.flatMap((item: unknown, index) =>
    valueProblems(item, field, `${field.name}[${index}]`, isClosed),
  );
}

/** Everything in which a value strays from the table of an OCPI 2.2.1 class; an empty list when nothing does. */
export function findViolations(
  className: string,
  value: unknown,
  { isPartial = false, isClosed = false }: Strictness = {},
): string[] {
  const table = TABLES.classes[className];
  if (table === undefined) throw new Error(`OCPI 2.2.1 has no class ${className}`);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [`${className} is not an object`];
  }
  const problems = table.fields.flatMap((field) => {
    const inner: unknown = Reflect.get(value, field.name);
    const isOptional = isPartial && field.name !== "last_updated";
    const pattern = PATTERNS[`${className}.${field.name}`];
    const found = fieldProblems(inner, field, isOptional, isClosed);
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
  const foreign = isClosed ? Object.keys(value).filter((key) => !known.has(key)) : [];
  return [...problems, ...foreign.map((key) => `${key} is not a field of ${className}`)];
}
