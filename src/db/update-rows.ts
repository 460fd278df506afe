import { getTableName, type InferInsertModel, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Queryable } from "./client";
import { recordsJson, writtenColumns } from "./records";

/**
 * Gives each of any number of rows its own new values with one statement. `keys` are the properties that find the
 * row; all rows must name the same properties. What is found by no key is passed over.
 */
export async function updateRows<T extends PgTable>(
  db: Queryable,
  table: T,
  keys: readonly (keyof InferInsertModel<T> & string)[],
  rows: readonly Partial<InferInsertModel<T>>[],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const written = writtenColumns(table, Object.keys(first));
  const json = recordsJson(written, rows);
  const isKey = ({ key }: { readonly key: string }) => (keys as readonly string[]).includes(key);
  const set = written.filter((column) => !isKey(column));
  const types = written.map(({ name, type }) => `${name} ${type}`).join(", ");
  const name = `"${getTableName(table)}"`;
  const assignments = set.map((column) => `${column.name} = ${column.value}`).join(", ");
  const matches = written
    .filter(isKey)
    .map((column) => `${name}.${column.name} = ${column.value}`)
    .join(" and ");
  await db.execute(
    sql`${sql.raw(`update ${name} set ${assignments} from json_to_recordset(`)}${json}${sql.raw(
      `::json) as r(${types}) where ${matches}`,
    )}`,
  );
}
