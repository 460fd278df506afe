import { getTableColumns, getTableName, type InferInsertModel, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import { invariant } from "@/core/invariant";
import type { Queryable } from "./client";

/** What becomes of rows whose key is taken: by default the statement fails. */
export interface InsertRowsOptions {
  /** The unique columns whose rows are passed over. */
  readonly unlessTaken?: readonly PgColumn[];
  /** A column of the rows that were inserted, to be given back. */
  readonly returning?: PgColumn;
}

/**
 * Inserts any number of rows with one statement and one value, so that PostgreSQL prepares it once: a list of VALUES
 * is another statement for each number of rows, and is built, parsed and planned anew every time. All rows must name
 * the same columns. Gives back the `returning` column of the rows that were inserted.
 */
export async function insertRows<T extends PgTable>(
  db: Queryable,
  table: T,
  rows: readonly InferInsertModel<T>[],
  options: InsertRowsOptions = {},
): Promise<unknown[]> {
  const [first] = rows;
  if (first === undefined) return [];
  const written = writtenColumns(table, Object.keys(first));
  const json = JSON.stringify(rows.map((row) => jsonRow(written, row)));
  const { unlessTaken, returning } = options;
  const list = written.map(({ name }) => name).join(", ");
  const picked = written.map(({ value }) => value).join(", ");
  const types = written.map(({ name, type }) => `${name} ${type}`).join(", ");
  const result = await db.execute<{ given: unknown }>(sql`
    ${sql.raw(`insert into "${getTableName(table)}" (${list}) select ${picked} from json_to_recordset(`)}${json}${sql.raw(
      `::json) as r(${types})${unlessTaken ? ` on conflict (${names(unlessTaken)}) do nothing` : ""}${
        returning ? ` returning "${returning.name}" as given` : ""
      }`,
    )}`);
  return [...result].map(({ given }) => given);
}

interface WrittenColumn {
  readonly key: string;
  readonly column: PgColumn;
  readonly kind: "bytes" | "json" | "other";
  readonly name: string;
  /** Its type in the list of records, and how the value is taken from there. */
  readonly type: string;
  readonly value: string;
}

function writtenColumns(table: PgTable, keys: readonly string[]): WrittenColumn[] {
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

function names(columns: readonly PgColumn[]): string {
  return columns.map(({ name }) => `"${name}"`).join(", ");
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
