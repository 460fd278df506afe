import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

/**
 * Whether a column is one of any number of ids, as one value: `in ($1, $2, …)` is another statement for each number of
 * them. The list's column has a name of its own: as `id` it would be the row's own, and hold for every row.
 */
export function isOneOf(column: PgColumn, ids: readonly string[]): SQL {
  const list = JSON.stringify(ids);
  return sql`${column} in (select one.value::${sql.raw(column.getSQLType())}
    from json_array_elements_text(${list}::json) as one(value))`;
}
