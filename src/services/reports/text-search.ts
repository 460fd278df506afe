import { ilike, type Column, type SQL } from "drizzle-orm";

/** `column` contains `text`, in any case; wildcards in it are plain characters. */
export function contains(column: Column | SQL, text: string): SQL {
  return ilike(column, `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
}
