import { readFileSync } from "node:fs";
import path from "node:path";

interface FieldTable {
  readonly classes: Readonly<
    Record<string, { fields: readonly { name: string; max: number | null; card: string }[] }>
  >;
}

let table: FieldTable | undefined;

/** Fields of a sent object that OCPI 2.2.1's table of its class does not have, misses, or finds too long. */
export function findViolations(name: string, body: Readonly<Record<string, unknown>>): string[] {
  table ??= JSON.parse(
    readFileSync(path.resolve("src/ocpi/v2_2_1/fixtures/fields.json"), "utf8"),
  ) as FieldTable;
  const fields = table.classes[name]?.fields;
  if (!fields) throw new Error(`OCPI 2.2.1 has no class ${name}`);
  const unknown = Object.keys(body).filter((key) => !fields.some((field) => field.name === key));
  const missing = fields.filter(({ name: key, card }) => card === "1" && body[key] === undefined);
  const long = fields.filter(({ name: key, max }) => {
    const value = body[key];
    return max !== null && typeof value === "string" && value.length > max;
  });
  return [...unknown, ...[...missing, ...long].map((field) => field.name)];
}
