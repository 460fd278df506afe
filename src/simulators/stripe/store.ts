import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import type { Rows } from "./rows";

export type TableName = keyof Rows;
type AnyRow = Rows[TableName];

/**
 * The simulator's memory. Rows are replaced, never changed in place, so that an event's copy of an
 * object stays what it was. With a directory, each change is a line of an append log, written out
 * by `flush` before the answer that reports it; the log is compacted at start.
 */
export class Store {
  readonly #tables = new Map<TableName, Map<string, AnyRow>>();
  #unwritten: string[] = [];
  #file: number | null = null;
  #before: { table: TableName; id: string; row: AnyRow | undefined }[] = [];
  #unwrittenBefore = 0;

  constructor(directory: string | null) {
    if (directory === null) return;
    mkdirSync(directory, { recursive: true });
    const path = join(directory, "stripe.log");
    if (existsSync(path)) this.#replay(readFileSync(path, "utf8"));
    const fresh = `${path}.new`;
    writeFileSync(fresh, this.#wholeLog(), { mode: 0o600 });
    renameSync(fresh, path);
    this.#file = openSync(path, "a", 0o600);
  }

  get<K extends TableName>(table: K, id: string): Rows[K] | undefined {
    return this.#table(table).get(id) as Rows[K] | undefined;
  }

  /** All rows, oldest first. */
  all<K extends TableName>(table: K): Rows[K][] {
    return [...this.#table(table).values()] as Rows[K][];
  }

  put<K extends TableName>(table: K, row: Rows[K]): Rows[K] {
    this.#remember(table, row.id);
    this.#table(table).set(row.id, row);
    if (this.#file !== null) this.#unwritten.push(JSON.stringify([table, row.id, row]));
    return row;
  }

  /** Replaces some fields of a row that is known to exist. */
  patch<K extends TableName>(table: K, id: string, changes: Partial<Rows[K]>): Rows[K] {
    const before = this.get(table, id);
    if (before === undefined) throw new Error(`The simulator lost ${table} ${id}`);
    return this.put(table, { ...before, ...changes });
  }

  remove(table: TableName, id: string): void {
    this.#remember(table, id);
    if (!this.#table(table).delete(id) || this.#file === null) return;
    this.#unwritten.push(JSON.stringify([table, id]));
  }

  /** From here on, `undo` leads back to here. */
  mark(): void {
    this.#before = [];
    this.#unwrittenBefore = this.#unwritten.length;
  }

  /** Forgets every change since `mark`: a call that is refused leaves nothing behind. */
  undo(): void {
    for (const { table, id, row } of this.#before.toReversed()) {
      if (row === undefined) this.#table(table).delete(id);
      else this.#table(table).set(id, row);
    }
    this.#unwritten.length = this.#unwrittenBefore;
    this.mark();
  }

  flush(): void {
    if (this.#file !== null && this.#unwritten.length > 0) {
      writeSync(this.#file, `${this.#unwritten.join("\n")}\n`);
      this.#unwritten = [];
    }
    this.mark();
  }

  close(): void {
    this.flush();
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  dump(): Record<string, AnyRow[]> {
    return Object.fromEntries([...this.#tables].map(([name, rows]) => [name, [...rows.values()]]));
  }

  #remember(table: TableName, id: string): void {
    this.#before.push({ table, id, row: this.get(table, id) });
  }

  #table(name: TableName): Map<string, AnyRow> {
    const found = this.#tables.get(name) ?? new Map<string, AnyRow>();
    this.#tables.set(name, found);
    return found;
  }

  #replay(log: string): void {
    for (const line of log.split("\n")) {
      const entry = parsedLine(line);
      if (entry === null) continue;
      const [table, id, row] = entry;
      if (row === undefined) this.#table(table).delete(id);
      else this.#table(table).set(id, row);
    }
  }

  #wholeLog(): string {
    const lines: string[] = [];
    for (const [table, rows] of this.#tables) {
      for (const [id, row] of rows) lines.push(JSON.stringify([table, id, row]));
    }
    return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
  }
}

/** A line cut off by a kill is the last one and was never answered for: it is dropped. */
function parsedLine(line: string): [TableName, string, AnyRow | undefined] | null {
  if (line === "") return null;
  try {
    return JSON.parse(line) as [TableName, string, AnyRow | undefined];
  } catch {
    return null;
  }
}
