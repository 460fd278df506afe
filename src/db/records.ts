import { getTableColumns, getTableName } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import { invariant } from "@/core/invariant";

/** A column as it goes through `json_to_recordset`. */
export interface WrittenColumn {
  readonly key: string;
  readonly column: PgColumn;
  readonly kind: "bytes" | "json" | "other";
  /** Quoted. */
  readonly name: string;
  /** Its type in the list of records, and how the value is taken from there. */
  readonly type: string;
  readonly value: string;
}

/** The columns behind some properties of a table's rows. */
export function writtenColumns(table: PgTable, keys: readonly string[]): WrittenColumn[] {
  const columns: Readonly<Record<string, PgColumn>> = getTableColumns(table);
  return keys.map((key) => {
    const column = columns[key];
    invariant(column !== undefined, `${getTableName(table)} has no column ${key}`);
    const name = `"${column.name}"`;
    const type = column.getSQLType();
    if (type !== "bytea") {
      const kind = type === "jsonb" ? "json" : "other";
      return { key, column, kind, name, type, value: `r.${name}` };
    }
    return { key, column, kind: "bytes", name, type: "text", value: `decode(r.${name}, 'base64')` };
  });
}

/** Rows as one JSON value for `json_to_recordset`. */
export function recordsJson(written: readonly WrittenColumn[], rows: readonly object[]): string {
  return JSON.stringify(rows.map((row) => jsonRow(written, row)));
}

function jsonRow(written: readonly WrittenColumn[], row: object): Record<string, unknown> {
  const values = row as Readonly<Record<string, unknown>>;
  const json: Record<string, unknown> = {};
  for (const { key, column, kind } of written) {
    const value = values[key];
    if (value === undefined || value === null) json[column.name] = null;
    else if (kind === "json") json[column.name] = value;
    else if (kind === "bytes") json[column.name] = base64(value as Uint8Array);
    else json[column.name] = plain(column.mapToDriverValue(value));
  }
  return json;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}

function plain(value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
