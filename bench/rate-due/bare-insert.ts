import type postgres from "postgres";

/** What rating writes; `bench_*` are copies with the same indexes and without foreign keys and triggers. */
const TABLES = ["cdr_ratings", "charges", "journal_keys", "journals", "postings"] as const;
const MOST_VALUES = 60_000;

type Row = Readonly<Record<string, unknown>>;

/** The rows of one batch of CDRs, as text, table by table. */
export type BatchOfRows = Readonly<Record<(typeof TABLES)[number], readonly Row[]>>;

/** Makes the empty copies. Needs the owner. */
export async function makeCopies(owner: postgres.Sql): Promise<void> {
  for (const table of TABLES) {
    await owner.unsafe(
      `create table bench_${table} (like ${table} including defaults including indexes)`,
    );
    await owner.unsafe(`grant select, insert on bench_${table} to kvitt_app`);
  }
}

/** Reads back what rating wrote for `cdrIds`. */
export async function readBatch(
  sql: postgres.Sql,
  cdrIds: readonly string[],
): Promise<BatchOfRows> {
  const ids = [...cdrIds];
  const textOf = async (table: string, where: string, values: readonly string[]) => {
    const columns = await sql<{ name: string }[]>`
      select column_name as name from information_schema.columns
      where table_name = ${table} and is_generated = 'NEVER' order by ordinal_position`;
    const list = columns.map(({ name }) => `"${name}"::text as "${name}"`).join(", ");
    return sql.unsafe(`select ${list} from ${table} where ${where} = any($1::uuid[])`, [
      values as never,
    ]) as Promise<Row[]>;
  };
  const ratings = await textOf("cdr_ratings", "cdr_id", ids);
  const charges = await textOf("charges", "cdr_id", ids);
  const sources = [...ids, ...charges.map((row) => String(row["id"]))];
  const journals = await textOf("journals", "source_id", sources);
  const journalIds = journals.map((row) => String(row["id"]));
  return {
    cdr_ratings: ratings,
    charges,
    journals,
    journal_keys: await textOf("journal_keys", "journal_id", journalIds),
    postings: await textOf("postings", "journal_id", journalIds),
  };
}

/** Writes one batch's rows by multi-row SQL, in one transaction. */
export async function writeBatch(sql: postgres.Sql, batch: BatchOfRows): Promise<void> {
  await sql.begin(async (tx) => {
    for (const table of TABLES) {
      const rows = batch[table];
      const names = Object.keys(rows[0] ?? {});
      const size = Math.max(1, Math.floor(MOST_VALUES / Math.max(1, names.length)));
      for (let at = 0; at < rows.length; at += size) {
        const part = rows.slice(at, at + size);
        const places = part.map(
          (_, index) =>
            `(${names.map((__, column) => `$${index * names.length + column + 1}`).join()})`,
        );
        const values = part.flatMap((row) => names.map((name) => row[name] ?? null));
        const list = names.map((name) => `"${name}"`).join();
        await tx.unsafe(
          `insert into bench_${table} (${list}) values ${places.join()}`,
          values as never[],
        );
      }
    }
  });
}
