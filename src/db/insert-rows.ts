import { getTableName, type InferInsertModel, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Queryable } from "./client";
import { recordsJson, writtenColumns } from "./records";

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
  const json = recordsJson(written, rows);
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

function names(columns: readonly PgColumn[]): string {
  return columns.map(({ name }) => `"${name}"`).join(", ");
}
