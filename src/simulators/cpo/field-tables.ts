import fields211 from "./fixtures/ocpi-2.1.1-fields.json" with { type: "json" };
import fields221 from "./fixtures/ocpi-2.2.1-fields.json" with { type: "json" };
import fields230 from "./fixtures/ocpi-2.3.0-fields.json" with { type: "json" };
import type { OcpiVersion } from "./ocpi-version";

/** One row of a class: `card` is 1, ?, * or +. */
export interface Field {
  name: string;
  type: string;
  max: number | null;
  card: string;
}

export interface FieldTables {
  classes: Record<string, { fields: Field[] }>;
  /** An open enum is a recommendation: other values are legal too. */
  enums: Record<string, { open: boolean; values: string[] }>;
}

/** Names, types, lengths and cardinalities of every class, by version. */
export const FIELD_TABLES: Record<OcpiVersion, FieldTables> = {
  "2.1.1": fields211,
  "2.2.1": fields221,
  "2.3.0": fields230,
};
