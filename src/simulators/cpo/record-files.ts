import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes beside and renames, so that a second start never sees half a file; for the owner's eyes, as tokens are in some. */
function writeAtomically(path: string, value: unknown): void {
  const beside = `${path}.${process.pid}.tmp`;
  writeFileSync(beside, `${JSON.stringify(value, null, 1)}\n`, { mode: 0o600 });
  renameSync(beside, path);
}

/** Records of one kind, each in its own JSON file of a folder; held in memory in the order in which they were added. */
export class RecordFiles<T extends { order: number }> {
  readonly #records = new Map<string, T>();
  readonly #folder: string;
  #lastOrder = 0;

  constructor(
    folder: string,
    readonly isRecord: (value: unknown) => value is T,
  ) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    const found = readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .map((name) => ({
        id: decodeURIComponent(name.slice(0, -".json".length)),
        record: JSON.parse(readFileSync(join(folder, name), "utf8")) as unknown,
      }))
      .flatMap(({ id, record }) => (isRecord(record) ? [{ id, record }] : []))
      .toSorted((left, right) => left.record.order - right.record.order);
    for (const { id, record } of found) {
      this.#records.set(id, record);
      this.#lastOrder = Math.max(this.#lastOrder, record.order);
    }
  }

  get(id: string): T | undefined {
    return this.#records.get(id);
  }

  all(): T[] {
    return [...this.#records.values()];
  }

  nextOrder(): number {
    this.#lastOrder += 1;
    return this.#lastOrder;
  }

  /** Adds or replaces, and returns only when the file is there. */
  save(id: string, record: T): T {
    writeAtomically(join(this.#folder, `${encodeURIComponent(id)}.json`), record);
    this.#records.set(id, record);
    return record;
  }

  remove(id: string): void {
    rmSync(join(this.#folder, `${encodeURIComponent(id)}.json`), { force: true });
    this.#records.delete(id);
  }

  clear(): void {
    this.#records.clear();
    rmSync(this.#folder, { recursive: true, force: true });
    mkdirSync(this.#folder, { recursive: true });
  }
}

/** One JSON value in one file. */
export class ValueFile<T> {
  #value: T;

  constructor(
    readonly path: string,
    initial: T,
    isValue: (value: unknown) => value is T,
  ) {
    this.#value = initial;
    try {
      const read: unknown = JSON.parse(readFileSync(path, "utf8"));
      if (isValue(read)) this.#value = read;
    } catch (error) {
      const isAbsent = error instanceof Error && Reflect.get(error, "code") === "ENOENT";
      if (!isAbsent)
        throw new Error(`${path} can't be read: remove it to start afresh`, { cause: error });
    }
  }

  get value(): T {
    return this.#value;
  }

  update(change: Partial<T>): void {
    this.#value = { ...this.#value, ...change };
    writeAtomically(this.path, this.#value);
  }
}
